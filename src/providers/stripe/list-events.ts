import type Stripe from 'stripe';
import { SyncError } from '../../domain/sync-error.ts';
import type { EventsPage } from '../provider.ts';

/** `/v1/events` takes so many `types` at most: https://docs.stripe.com/api/events/list. */
const maxTypes = 20;

/** A page of events; `texts` are the same ones as Stripe wrote them. */
export type ListEventPage = (params: Stripe.EventListParams) => Promise<{
  data: readonly { readonly id: string }[];
  texts: readonly string[];
  hasMore: boolean;
}>;

/**
 * A page of the events of these types since `gte` (Unix seconds). More types than one request takes are read group after
 * group. Without `types` one request would do, but it would bring all that happens in the account: invoices, charges and
 * payments are many times as many as what is copied. A cursor is the group's place and the last event's id.
 */
export async function listEvents(
  listPage: ListEventPage,
  types: readonly string[],
  gte: number,
  cursor: string | null,
): Promise<EventsPage> {
  const [place, after] = cursor === null ? [0, ''] : parseCursor(cursor);
  const group = types.slice(place * maxTypes, (place + 1) * maxTypes);
  const { data, texts, hasMore } = await listPage({
    limit: 100,
    types: group,
    created: { gte },
    ...(after !== '' && { starting_after: after }),
  });
  const last = data.at(-1)?.id;
  return {
    events: texts,
    next:
      hasMore && last !== undefined
        ? `${place}:${last}`
        : (place + 1) * maxTypes < types.length
          ? `${place + 1}:`
          : null,
  };
}

function parseCursor(cursor: string): [number, string] {
  const [, place, after] = /^(\d+):(\w*)$/.exec(cursor) ?? [];
  if (place !== undefined && after !== undefined) return [Number(place), after];
  throw new SyncError('provider_not_found', "This is no cursor of Stripe's events.");
}
