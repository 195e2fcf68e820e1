import type Stripe from 'stripe';
import { SyncError } from '../../../domain/sync-error.ts';
import type { EventsPage } from '../../provider.ts';

/** `/v1/events` takes so many `types` at most: https://docs.stripe.com/api/events/list. */
const maxTypes = 20;

/** A page of events; `texts` are the same ones as Stripe wrote them. */
export type ListEventPage = (params: Stripe.EventListParams) => Promise<{
  data: readonly { readonly id: string; readonly created?: number }[];
  texts: readonly string[];
  hasMore: boolean;
}>;

export interface WantedEvents {
  readonly types: readonly string[];
  /** Which of `eventListsOf(types)`, from 0. */
  readonly list: number;
  /** Unix seconds. */
  readonly gte: number;
  readonly cursor: string | null;
  readonly limit: number;
}

/**
 * More types than one request takes come in several lists. Without `types` one would do, but it would bring all that happens
 * in the account: invoices, charges and payments are many times as many as what is copied.
 */
export const eventListsOf = (types: readonly string[]): number => Math.ceil(types.length / maxTypes);

/** A page of one list of these types since `gte`. A cursor is the last event's id and its second. */
export async function listEvents(
  listPage: ListEventPage,
  { types, list, gte, cursor, limit }: WantedEvents,
): Promise<EventsPage> {
  const behind = cursor === null ? null : parseCursor(cursor);
  const page = { limit, types: types.slice(list * maxTypes, (list + 1) * maxTypes) };
  const { data, texts, hasMore } = await listPage({
    ...page,
    created: { gte },
    ...(behind !== null && { starting_after: behind.after }),
  }).catch((error: unknown) => {
    if (behind === null || !isGone(error)) throw error;
    // Stripe no longer has the cursor's event: its second is read again, and each event is stored once.
    return listPage({ ...page, created: { gte, lte: behind.second } });
  });
  const last = data.at(-1);
  const more = hasMore && last !== undefined;
  return { events: texts, next: more ? `${last.id}:${last.created ?? gte}` : null };
}

const isGone = (error: unknown): boolean => error instanceof SyncError && error.code === 'provider_not_found';

function parseCursor(cursor: string): { after: string; second: number } {
  const [, after, second] = /^(.+):(\d+)$/s.exec(cursor) ?? [];
  if (after !== undefined) return { after, second: Number(second) };
  throw new SyncError('provider_not_found', "This is no cursor of Stripe's events.");
}
