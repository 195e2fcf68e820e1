import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { EntityId, SessionId } from '../../domain/ids.ts';
import type { Snapshot } from '../../domain/snapshot.ts';
import type { Scope } from '../transaction/scope.ts';
import { applyEvents, type AppliedAs, type EventObject } from './events/apply-events.ts';
import { confirmReads } from './confirm-reads.ts';
import { markDeleted, type Deletion } from './events/mark-deleted.ts';
import { nearRows, type PlacedObject, type WantedObject } from './near-rows.ts';
import { outdatedEvents, type UnshownEvent } from './events/outdated-events.ts';
import { retype, type RetypeOutcome } from './retype.ts';
import { upsertNewer, type ObjectBatch, type UpsertOutcome } from './upsert-newer.ts';

/** A sync's writes to the entity tables: a provider's objects, and deletions. */
export const entityCopies = (scope: Scope) => ({
  upsertNewer: (
    provider: PaymentProvider,
    mapping: EntityMapping,
    batch: ObjectBatch,
  ): Promise<UpsertOutcome> => upsertNewer(scope, provider, mapping, batch),

  confirmReads: (
    provider: PaymentProvider,
    entityType: EntityType,
    externalIds: readonly string[],
    snapshot: Snapshot,
  ): Promise<string[]> => confirmReads(scope, provider, entityType, externalIds, snapshot),

  nearRows: (
    provider: PaymentProvider,
    entityType: EntityType,
    wanted: readonly WantedObject[],
  ): Promise<PlacedObject[]> => nearRows(scope, provider, entityType, wanted),

  applyEvents: (
    provider: PaymentProvider,
    mapping: EntityMapping,
    objects: readonly EventObject[],
    session: SessionId | null,
    conflictPolicy: ConflictPolicy,
  ): Promise<Map<string, AppliedAs>> =>
    applyEvents(scope, provider, mapping, objects, session, conflictPolicy),

  retype: (
    provider: PaymentProvider,
    mapping: EntityMapping,
    after: EntityId | null,
    limit: number,
  ): Promise<RetypeOutcome> => retype(scope, provider, mapping, after, limit),

  markDeleted: (
    provider: PaymentProvider,
    mapping: EntityMapping,
    deletions: readonly Deletion[],
    origin: { readonly source: 'event' | 'fetch'; readonly sessionId: SessionId | null },
  ): Promise<Map<string, AppliedAs>> => markDeleted(scope, provider, mapping, deletions, origin),

  outdatedEvents: (
    provider: PaymentProvider,
    mapping: EntityMapping,
    events: readonly UnshownEvent[],
  ): Promise<Set<string>> => outdatedEvents(scope, provider, mapping, events),
});
