import type { SessionRef } from '../../contracts/activities.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import { entityTypes } from '../../domain/entity.ts';
import type { Provider } from '../../providers/provider.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { EventPlan, ObjectEvents } from './plan-events.ts';

export interface AppliedPlan {
  readonly outcomes: readonly EventOutcome[];
  /** Objects that only a fetch can tell of. */
  readonly toFetch: readonly ObjectEvents[];
}

/** What the events say themselves, in one transaction: rows, tombstones, and what became of each event. */
export async function applyPlan(
  { db }: Pick<ActivityDependencies, 'db'>,
  { provider, conflictPolicy }: Pick<ConnectedAccount, 'provider' | 'conflictPolicy'>,
  { workspaceId, sessionId }: SessionRef,
  plan: EventPlan,
): Promise<AppliedPlan> {
  const present = plan.objects.filter(({ meaning }) => meaning.kind === 'present');
  const deleted = plan.objects.filter(({ meaning }) => meaning.kind === 'deleted');
  const toFetch = plan.objects.filter(({ meaning }) => meaning.kind === 'fetch');
  const outcomes: EventOutcome[] = [...plan.settled];
  await db.inWorkspace(workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    for (const entityType of entityTypes) {
      const ofType = present.filter((object) => object.entityType === entityType);
      const applied = await ws.copies.applyEvents(
        provider.name,
        provider.entities[entityType],
        ofType.map((object) => eventObject(provider, object)),
        sessionId,
        conflictPolicy,
      );
      for (const object of ofType) {
        const outcome = applied.get(object.externalId) ?? 'unordered';
        if (outcome === 'unordered') toFetch.push(object);
        else outcomes.push(...outcomesOf(object, outcome, null));
      }
    }
    for (const object of deleted) {
      const { entityType, externalId, newest } = object;
      const snapshot = provider.eventSnapshot(newest.eventCreatedAt.getTime() / 1000);
      await ws.copies.markDeleted(provider.name, {
        entityType,
        externalId,
        snapshot,
        source: 'event',
        sessionId,
      });
      outcomes.push(...outcomesOf(object, 'applied', 'deleted'));
    }
    await ws.inbox.settle(provider.name, outcomes, sessionId);
  });
  return { outcomes, toFetch };
}

function eventObject(provider: Provider, { meaning, newest }: ObjectEvents) {
  const json = meaning.kind === 'present' ? meaning.json : '';
  const seconds = newest.eventCreatedAt.getTime() / 1000;
  return { json, snapshot: provider.eventSnapshot(seconds), eventAt: newest.eventCreatedAt };
}

/** The newest event stands for the object; the older ones of the batch are stale by it. */
export const outcomesOf = (
  { newest, older }: ObjectEvents,
  state: 'applied' | 'stale',
  reason: string | null,
): EventOutcome[] => [
  { event: newest, state, reason },
  ...older.map((event): EventOutcome => ({ event, state: 'stale', reason: `${newest.eventId} is newer` })),
];
