import { z } from 'zod';
import { invalid } from './api-error.ts';
import { faultOf } from './plain-input.ts';

/** Where the next page of a list begins. Opaque to callers, so that its content may change. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Throws a 400 for a cursor that does not come from a list of this kind. */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (faultOf(position) === undefined) return schema.parse(position);
  } catch {
    // Below.
  }
  throw invalid([{ in: 'query', field: 'cursor', message: 'is not the next_cursor of this list' }]);
}

/** The next page's cursor. Null on the last page: callers read one row more than `limit` to know. */
export const nextCursor = <Row>(
  rows: readonly Row[],
  limit: number,
  position: (row: Row) => unknown,
): string | null => {
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? encodeCursor(position(last)) : null;
};

/** A position's date: providers have none from before 1970, and Postgres knows no year 0. */
export const datePosition = z.iso.datetime().refine((text) => Date.parse(text) >= 0);

/** A position that is a row's id. */
export const idPosition = z.uuid();
