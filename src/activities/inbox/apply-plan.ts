import type { SessionRef } from '../../contracts/activities.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { Provider } from '../../providers/provider.ts';
import { entityOf, entityTypesOf } from '../../providers/provider-entity.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { EventPlan, ObjectEvents } from './plan-events.ts';
import { Settlement } from './settlement.ts';

export interface AppliedPlan {
  readonly outcomes: readonly EventOutcome[];
  /** Objects that have to be fetched. */
  readonly toFetch: readonly ObjectEvents[];
  /** The batch's events without those that are settled so far. */
  readonly settlement: Settlement;
}

/** Applies what the events say themselves, in one transaction: rows, tombstones, and each event's outcome. */
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
  const settlement = new Settlement(plan.objects);
  await db.inWorkspace(workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    for (const entityType of entityTypesOf(provider)) {
      const ofType = present.filter((object) => object.entityType === entityType);
      const applied = await ws.copies.applyEvents(
        provider.name,
        entityOf(provider, entityType).mapping,
        ofType.map((object) => eventObject(provider, object)),
        sessionId,
        conflictPolicy,
      );
      for (const object of ofType) {
        const outcome = applied.get(object.externalId) ?? 'unordered';
        if (outcome === 'unordered') toFetch.push(object);
        else outcomes.push(...settlement.done(object, { state: outcome, reason: null }));
      }
    }
    for (const object of deleted) {
      const { entityType, externalId, newest, meaning } = object;
      const snapshot = provider.eventSnapshot(newest.eventCreatedAt.getTime() / 1000);
      await ws.copies.markDeleted(provider.name, {
        entityType,
        externalId,
        snapshot,
        source: 'event',
        sessionId,
        version: meaning.kind === 'deleted' ? meaning.version : null,
      });
      outcomes.push(...settlement.done(object, { state: 'applied', reason: 'deleted' }));
    }
    await ws.inbox.settle(provider.name, outcomes, sessionId);
  });
  return { outcomes, toFetch, settlement };
}

function eventObject(provider: Provider, { meaning, newest }: ObjectEvents) {
  const json = meaning.kind === 'present' ? meaning.json : '';
  const seconds = newest.eventCreatedAt.getTime() / 1000;
  return { json, snapshot: provider.eventSnapshot(seconds), eventAt: newest.eventCreatedAt };
}
