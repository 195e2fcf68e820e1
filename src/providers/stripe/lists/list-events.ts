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
  /** Unix seconds. */
  readonly gte: number;
  readonly cursor: string | null;
  readonly limit: number;
}

/**
 * A page of the events of these types since `gte`. More types than one request takes are read group after group. Without
 * `types` one request would do, but it would bring all that happens in the account: invoices, charges and payments are many
 * times as many as what is copied. A cursor is the group's place, the last event's id and its second.
 */
export async function listEvents(
  listPage: ListEventPage,
  { types, gte, cursor, limit }: WantedEvents,
): Promise<EventsPage> {
  const { place, after, second } = parseCursor(cursor);
  const group = types.slice(place * maxTypes, (place + 1) * maxTypes);
  const page = { limit, types: group };
  const behind = { created: { gte }, ...(after !== '' && { starting_after: after }) };
  const { data, texts, hasMore } = await listPage({ ...page, ...behind }).catch((error: unknown) => {
    if (after === '' || !isGone(error)) throw error;
    // Stripe no longer has the cursor's event: its second is read again, and each event is stored once.
    return listPage({ ...page, created: { gte, lte: second } });
  });
  const last = data.at(-1);
  return {
    events: texts,
    next:
      hasMore && last !== undefined
        ? `${place}:${last.id}:${last.created ?? gte}`
        : (place + 1) * maxTypes < types.length
          ? `${place + 1}::0`
          : null,
  };
}

const isGone = (error: unknown): boolean => error instanceof SyncError && error.code === 'provider_not_found';

function parseCursor(cursor: string | null) {
  if (cursor === null) return { place: 0, after: '', second: 0 };
  const [, place, after, second] = /^(\d+):(\w*):(\d+)$/.exec(cursor) ?? [];
  if (place !== undefined && after !== undefined)
    return { place: Number(place), after, second: Number(second) };
  throw new SyncError('provider_not_found', "This is no cursor of Stripe's events.");
}
