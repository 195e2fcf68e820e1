/**
 * The place of an object in a list: newest `created` first, within a second the higher `rank` first. Generated object
 * `i` has rank `-1 - i`, added ones count up from 0, so that a later object is never listed behind an earlier one.
 */
export interface Position {
  created: number;
  rank: number;
}

/** Negative when `a` is listed before `b`. */
export const compare = (a: Position, b: Position) => b.created - a.created || b.rank - a.rank;
