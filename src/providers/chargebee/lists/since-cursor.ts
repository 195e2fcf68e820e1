import { SyncError } from '../../../domain/sync-error.ts';

/** Where a list of what happened since a time is read: an offset belongs to its filters. */
export interface Place {
  /** Unix seconds of the provider's clock. */
  readonly after: number;
  /** Null: the first page. */
  readonly offset: string | null;
}

export const cursorOf = ({ after, offset }: Place): string => `${after} ${offset ?? ''}`;

/** Throws `provider_not_found` for a cursor of another kind of list. */
export function placeIn(cursor: string): Place {
  const [, after, offset] = /^(-?\d+) (.+)$/s.exec(cursor) ?? [];
  if (after === undefined || offset === undefined)
    throw new SyncError('provider_not_found', 'The cursor is of another list.');
  return { after: Number(after), offset };
}
