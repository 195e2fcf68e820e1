import type { TakenEvent } from '../../db/inbox/take-events.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import type { EventPlan } from './plan-events.ts';

export interface ConfirmedEvents {
  /** Those that the provider has, with its own text of each. */
  readonly events: readonly TakenEvent[];
  /** Those that it does not have. */
  readonly unknown: readonly TakenEvent[];
  /** The key may not ask: what an event shows is fetched. */
  readonly unproven: ReadonlySet<string>;
}

/**
 * Asks the provider for the events of a plan that are to be believed, if nothing in a webhook proves that it sent them. An event
 * whose objects are fetched anyway is not asked for. Null: its webhooks prove themselves, or nothing is to be asked.
 */
export async function confirmEvents(
  { account }: Pick<ConnectedAccount, 'account'>,
  taken: readonly TakenEvent[],
  { objects }: EventPlan,
): Promise<ConfirmedEvents | null> {
  if (account.confirmEvents === undefined) return null;
  const believed = new Set<string>();
  for (const { meaning, newest, older } of objects)
    if (meaning.kind !== 'fetch') for (const { eventId } of [newest, ...older]) believed.add(eventId);
  if (believed.size === 0) return null;
  try {
    const texts = await account.confirmEvents([...believed]);
    const isUnknown = ({ eventId }: TakenEvent) => believed.has(eventId) && !texts.has(eventId);
    return {
      events: taken
        .filter((event) => !isUnknown(event))
        .map((event) => ({ ...event, payload: texts.get(event.eventId) ?? event.payload })),
      unknown: taken.filter(isUnknown),
      unproven: new Set(),
    };
  } catch (error) {
    if (!(error instanceof SyncError) || error.code !== 'provider_forbidden') throw error;
    return { events: taken, unknown: [], unproven: believed };
  }
}
