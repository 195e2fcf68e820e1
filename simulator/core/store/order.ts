/**
 * Where an object stands in a list: newest `created` first, within a second the higher `rank` first. Generated object
 * `i` has rank `-1 - i`, added ones count up from 0, so that what comes later never lands behind what was there.
 */
export interface Position {
  created: number;
  rank: number;
}

/** Negative when `a` is listed before `b`. */
export const compare = (a: Position, b: Position) => b.created - a.created || b.rank - a.rank;
