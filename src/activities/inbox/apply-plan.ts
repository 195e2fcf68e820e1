import type { SessionRef } from '../../contracts/activities.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { AppliedAs } from '../../db/copies/events/apply-events.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { Provider } from '../../providers/provider.ts';
import { NamedSoFar } from '../../providers/named-objects.ts';
import { entityOf } from '../../providers/provider-entity.ts';
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
  {
    provider,
    conflictPolicy,
    entityTypes,
  }: Pick<ConnectedAccount, 'provider' | 'conflictPolicy' | 'entityTypes'>,
  { workspaceId, sessionId }: SessionRef,
  plan: EventPlan,
): Promise<AppliedPlan> {
  const toFetch: ObjectEvents[] = [];
  const outcomes: EventOutcome[] = [...plan.settled];
  const settlement = new Settlement(plan.objects);
  const settle = (object: ObjectEvents, applied: AppliedAs, reason: string | null) => {
    if (applied === 'unordered') toFetch.push(object);
    else
      outcomes.push(
        ...settlement.done(object, { state: applied, reason: applied === 'applied' ? reason : null }),
      );
  };
  const named = new NamedSoFar();
  for (const { meaning } of plan.objects) if (meaning.kind === 'present') named.add(meaning.named);
  await db.inWorkspace(workspaceId, async (ws) => {
    await ws.listings.blockListingStart(provider.name);
    const byType = Map.groupBy(plan.objects, ({ entityType }) => entityType);
    // In one order, so that no two transactions wait for each other.
    for (const entityType of entityTypes) {
      const objects = byType.get(entityType);
      if (objects === undefined) continue;
      const { mapping } = entityOf(provider, entityType);
      const ofType = Map.groupBy(objects, ({ meaning }) => meaning.kind);
      const { present = [], deleted = [], fetch = [] } = Object.fromEntries(ofType);
      const dated = (objects: readonly ObjectEvents[]) => objects.map((object) => eventOf(provider, object));

      const applied = await ws.copies.applyEvents(
        provider.name,
        mapping,
        dated(present),
        sessionId,
        conflictPolicy,
      );
      for (const object of present) settle(object, applied.get(object.externalId) ?? 'unordered', null);

      const gone = await ws.copies.markDeleted(provider.name, mapping, dated(deleted), {
        source: 'event',
        sessionId,
      });
      for (const object of deleted) settle(object, gone.get(object.externalId) ?? 'unordered', 'deleted');

      const outdated = await ws.copies.outdatedEvents(provider.name, mapping, dated(fetch));
      for (const object of fetch)
        settle(object, outdated.has(object.externalId) ? 'stale' : 'unordered', null);
    }
    await ws.rechecks.addNamed(provider.name, named.all);
    for (const entityType of entityTypes)
      await ws.rechecks.addBelow(provider.name, entityType, parentsOf(provider, entityType, plan));
    await ws.inbox.settle(provider.name, outcomes, sessionId);
  });
  return { outcomes, toFetch, settlement };
}

/** The objects of the plan below which an entity has to be read again. */
function parentsOf(provider: Provider, entityType: EntityType, { objects }: EventPlan): string[] {
  const { below } = entityOf(provider, entityType);
  if (below === undefined) return [];
  return objects
    .filter((each) => each.entityType === below.parents)
    .filter(({ meaning }) => below.readAfter === 'changed' || meaning.kind === 'deleted')
    .map(({ externalId }) => externalId);
}

/** An object's newest event, as the statements ask for it. */
function eventOf(provider: Provider, { externalId, meaning, newest }: ObjectEvents) {
  const seconds = newest.eventCreatedAt.getTime() / 1000;
  return {
    externalId,
    json: meaning.kind === 'present' ? meaning.json : '',
    version: meaning.kind === 'deleted' ? meaning.version : null,
    snapshot: provider.eventSnapshot(seconds),
    eventAt: newest.eventCreatedAt,
  };
}
