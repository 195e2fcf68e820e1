import { z } from 'zod';
import { invalid } from './api-error.ts';

/** Where the next page of a list begins. Opaque to callers, so that its content may change. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Throws a 400 for a cursor that does not come from a list of this kind. */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalid([{ in: 'query', field: 'cursor', message: 'is not the next_cursor of this list' }]);
  }
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

/** A position that is a row's number. */
export const numberPosition = z.int().nonnegative();
