import { z } from 'zod';
import { invalid } from './api-error.ts';

/** Where a list goes on: opaque to callers, so that it may change. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/** Throws the 400 for a cursor that no list of this kind gave. */
export function decodeCursor<T>(cursor: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalid([{ in: 'query', field: 'cursor', message: 'is not the next_cursor of this list' }]);
  }
}

/** Cursor to the next page; null after the last one, which is known by one row that was read too many. */
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
