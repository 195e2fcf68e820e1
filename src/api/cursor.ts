import { createHash } from 'node:crypto';
import { z } from 'zod';
import { invalid } from './api-error.ts';
import { faultOf } from './plain-input.ts';

/** Names a list in its cursors: the path has the workspace and what else the list is of. */
const nameOf = (path: string): string =>
  createHash('sha256').update(path.toLowerCase()).digest('base64url').slice(0, 8);

/** Where the next page of the list at `path` begins. Opaque to callers, so that its content may change. */
export const encodeCursor = (path: string, position: unknown): string =>
  Buffer.from(JSON.stringify([nameOf(path), position])).toString('base64url');

/** Throws a 400 for a cursor that does not come from the list at `path`. */
export function decodeCursor<T>(
  path: string,
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const decoded: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [name, position] = z.tuple([z.string(), z.unknown()]).parse(decoded);
    if (name === nameOf(path) && faultOf(position) === undefined) return schema.parse(position);
  } catch {
    // Below.
  }
  throw invalid([{ in: 'query', field: 'cursor', message: 'is not the next_cursor of this list' }]);
}

/** The next page's cursor. Null on the last page: callers read one row more than `limit` to know. */
export const nextCursor = <Row>(
  path: string,
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => unknown,
): string | null => {
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? encodeCursor(path, position(last)) : null;
};

/** A position's date: providers have none from before 1970, and Postgres knows no year 0. */
export const datePosition = z.iso.datetime().refine((text) => Date.parse(text) >= 0);

/** A position that is a row's id. */
export const idPosition = z.uuid();
