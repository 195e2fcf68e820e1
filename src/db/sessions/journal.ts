import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  gt,
  isNotNull,
  lt,
  max,
  min,
  sql,
  type SQL,
} from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableText } from '../storable-text.ts';
import { paymentSyncEvents, type SyncEventType } from './payment-sync-events-table.ts';

export type SyncEvent = typeof paymentSyncEvents.$inferSelect;
export type NewSyncEvent = Omit<typeof paymentSyncEvents.$inferInsert, 'workspaceId' | 'id'>;

/** Objects of one entity that failed for one reason in a session, by one of their ids. */
export interface FailedObjects {
  readonly entityType: EntityType;
  readonly externalId: string;
  readonly objects: number;
  readonly reason: string;
}

/** More reasons than these are not told apart in a session's problems. */
const maxReasons = 20;

export interface SyncEventPage {
  readonly limit: number;
  /** The id of the last event of the page before. */
  readonly after?: string | undefined;
}

/** How many entries of a kind a session has, and when the first and the last were made. */
export interface SyncEventSummary {
  readonly eventType: SyncEventType;
  readonly entityType: EntityType | null;
  readonly events: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

const texts = ({ externalId, eventMessage }: NewSyncEvent) => ({
  externalId: externalId == null ? null : storableText(externalId),
  eventMessage: eventMessage == null ? null : storableText(eventMessage),
});

/** `payment_sync_events`, the journal: a row a page for listings, a row an object for all else. */
export const journal = ({ orm, workspaceId }: Scope) => {
  const t = paymentSyncEvents;
  const where = (...conditions: (SQL | undefined)[]) => and(eq(t.workspaceId, workspaceId), ...conditions);

  const newestFirst = async (condition: SQL, { limit, after }: SyncEventPage): Promise<SyncEvent[]> =>
    await orm
      .select()
      .from(t)
      .where(where(condition, after === undefined ? undefined : lt(t.id, after)))
      .orderBy(desc(t.id))
      .limit(limit);

  const howMany = async (...conditions: SQL[]): Promise<number> => {
    const [row] = await orm
      .select({ events: count() })
      .from(t)
      .where(where(...conditions));
    return row?.events ?? 0;
  };

  return {
    /** CreateSyncEvent. Returns its id. */
    async create(event: NewSyncEvent): Promise<string> {
      const [row] = await orm
        .insert(t)
        .values({ ...event, ...texts(event), workspaceId })
        .returning({ id: t.id });
      return row!.id;
    },

    /** GetSyncEvent. */
    async get(id: string): Promise<SyncEvent | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(where(eq(t.id, id)));
      return row;
    },

    /** ListSyncEventsBySession: in the order in which they happened, so that a reader can follow a running session. */
    async listBySession(session: SessionId, { limit, after }: SyncEventPage): Promise<SyncEvent[]> {
      return await orm
        .select()
        .from(t)
        .where(where(eq(t.sessionId, session), after === undefined ? undefined : gt(t.id, after)))
        .orderBy(asc(t.id))
        .limit(limit);
    },

    /** ListSyncEventsByProvider, newest first. */
    listByProvider: (provider: PaymentProvider, page: SyncEventPage) =>
      newestFirst(eq(t.providerName, provider), page),

    /** ListSyncEventsByEntityType, newest first. */
    listByEntityType: (entity: EntityType, page: SyncEventPage) =>
      newestFirst(eq(t.entityType, entity), page),

    /** ListSyncEventsByEventType, newest first. */
    listByEventType: (type: SyncEventType, page: SyncEventPage) => newestFirst(eq(t.eventType, type), page),

    /** What was found wrong with webhook endpoints, and that it no longer is; newest first. */
    async listWebhookFaults({ limit, after }: SyncEventPage): Promise<SyncEvent[]> {
      const ofType = (type: SyncEventType) =>
        orm
          .select()
          .from(t)
          .where(where(eq(t.eventType, type), after === undefined ? undefined : lt(t.id, after)))
          .orderBy(desc(t.id))
          .limit(limit);
      return await unionAll(ofType('webhook_fault_found'), ofType('webhook_fault_gone'))
        .orderBy(desc(t.id))
        .limit(limit);
    },

    /** GetSyncEventsByExternalID: an object's history, newest first. */
    listByExternalId: (externalId: string, page: SyncEventPage) =>
      newestFirst(eq(t.externalId, storableText(externalId)), page),

    /** CountSyncEventsBySession. */
    countBySession: (session: SessionId) => howMany(eq(t.sessionId, session)),

    /** CountSyncEventsBySessionAndType. */
    countBySessionAndType: (session: SessionId, type: SyncEventType) =>
      howMany(eq(t.sessionId, session), eq(t.eventType, type)),

    /** CountSyncEventsByEntityType. */
    countByEntityType: (entity: EntityType) => howMany(eq(t.entityType, entity)),

    /** GetSyncEventsSummaryBySession. */
    async summaryBySession(session: SessionId): Promise<SyncEventSummary[]> {
      return await orm
        .select({
          eventType: t.eventType,
          entityType: t.entityType,
          events: count(),
          firstAt: sql<Date>`${min(t.createdAt)}`.mapWith(t.createdAt),
          lastAt: sql<Date>`${max(t.createdAt)}`.mapWith(t.createdAt),
        })
        .from(t)
        .where(where(eq(t.sessionId, session)))
        .groupBy(t.eventType, t.entityType)
        .orderBy(t.eventType, t.entityType);
    },

    /** The objects that a session could not store. */
    async failedObjects(session: SessionId): Promise<FailedObjects[]> {
      return await orm
        .select({
          entityType: sql<EntityType>`${t.entityType}`,
          externalId: sql<string>`min(${t.externalId})`,
          objects: countDistinct(t.externalId),
          reason: sql<string>`${t.eventMessage}`,
        })
        .from(t)
        .where(
          where(
            eq(t.sessionId, session),
            eq(t.eventType, 'entity_failed'),
            isNotNull(t.entityType),
            isNotNull(t.externalId),
          ),
        )
        .groupBy(t.entityType, t.eventMessage)
        .orderBy(asc(t.entityType), asc(t.eventMessage))
        .limit(maxReasons);
    },

    /** The conflicts that a session found, and some of their objects. */
    async openedConflicts(
      session: SessionId,
      limit: number,
    ): Promise<{ count: number; objects: { entity_type: string; external_id: string }[] }> {
      const ofConflicts = where(eq(t.sessionId, session), eq(t.eventType, 'entity_conflict'));
      const found = await orm
        .select({ entity_type: sql<string>`${t.entityType}`, external_id: sql<string>`${t.externalId}` })
        .from(t)
        .where(ofConflicts)
        .orderBy(asc(t.id))
        .limit(limit);
      const count = found.length < limit ? found.length : await orm.$count(t, ofConflicts);
      return { count, objects: found };
    },

    /** GetLatestSyncEventsByEntityType: the newest `each` of every entity type. */
    async latestByEntityType(each: number): Promise<SyncEvent[]> {
      const newest = (entity: EntityType) =>
        orm
          .select()
          .from(t)
          .where(where(eq(t.entityType, entity)))
          .orderBy(desc(t.id))
          .limit(each);
      const [first, second, ...rest] = entityTypes.map(newest);
      return await unionAll(first!, second!, ...rest);
    },

    /** DeleteSyncEventsBySession: at most `limit` of them. Returns how many; call again until it is fewer. */
    async deleteBySession(session: SessionId, limit: number): Promise<number> {
      return await deleteThese(where(eq(t.sessionId, session)), limit);
    },

    /**
     * Retention: deletes those of the oldest `limit` entries that are from before `before`. Returns how many; call again, in
     * a transaction of its own, until it is fewer. It reads no more rows than it may delete, so it is cheap if there is
     * nothing to do: ids rise with time, give or take a transaction's length.
     */
    async deleteOlderThan(before: Date, limit: number): Promise<number> {
      return await deleteThese(where(), limit, lt(t.createdAt, before));
    },
  };

  async function deleteThese(candidates: SQL | undefined, limit: number, condition?: SQL): Promise<number> {
    const oldest = orm.select({ id: t.id }).from(t).where(candidates).orderBy(asc(t.id)).limit(limit);
    const { rowCount } = await orm.delete(t).where(where(sql`${t.id} = any (array(${oldest}))`, condition));
    return rowCount ?? 0;
  }
};
