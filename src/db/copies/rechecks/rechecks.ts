import { and, asc, count, eq, isNotNull, lt, lte, not, or, sql } from 'drizzle-orm';
import type { EntityType } from '../../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../../domain/payment-provider.ts';
import type { Scope } from '../../transaction/scope.ts';
import { belowRechecks } from './below-rechecks.ts';
import { namedRechecks } from './named-rechecks.ts';
import { anyText } from '../../entities/entity-rows.ts';
import { syncRechecks, type RecheckProblem, type RecheckReason } from './sync-rechecks-table.ts';

export type Recheck = typeof syncRechecks.$inferSelect;
type RecheckedObject = Pick<Recheck, 'entityType' | 'externalId'>;

/** Objects of one entity whose fetches fail in the same way. */
export interface FailingObjects {
  readonly entityType: EntityType;
  /** One of them. */
  readonly externalId: string;
  readonly objects: number;
  readonly problem: RecheckProblem;
}

/** Of which entities: those that were asked for (none: all), without those that are left out. */
export interface RecheckScope {
  readonly entityTypes?: readonly EntityType[];
  readonly except?: readonly EntityType[];
}

const maxProblems = 20;
/** An object whose fetches fail is tried again after a quarter of an hour, then four times as long each time. */
const firstRetry = `interval '15 minutes'`;
const longestRetry = `interval '7 days'`;
/** An object that no list shows is checked once a week, but of many of them no more than a hundred a day. */
const shortestCheck = `interval '7 days'`;
const checkEach = `interval '15 minutes'`;
/** More are not counted: each check counts. */
const many = 10_000;

/** `sync_rechecks`: objects that have to be fetched one by one. */
export const rechecks = (scope: Scope) => {
  const { orm, client, workspaceId } = scope;
  const t = syncRechecks;
  const ofProvider = (provider: PaymentProvider, { entityTypes = [], except = [] }: RecheckScope = {}) =>
    and(
      eq(t.workspaceId, workspaceId),
      eq(t.paymentProvider, provider),
      ...(entityTypes.length > 0 ? [anyText(t.entityType, entityTypes)] : []),
      ...(except.length > 0 ? [not(anyText(t.entityType, except))] : []),
    );
  const isDue = lte(t.dueAt, sql`now()`);
  const number = async (condition: ReturnType<typeof and>): Promise<number> => {
    const [row] = await orm.select({ n: count() }).from(t).where(condition);
    return row?.n ?? 0;
  };
  const rowOf = (provider: PaymentProvider, { entityType, externalId }: RecheckedObject) =>
    and(ofProvider(provider), eq(t.entityType, entityType), eq(t.externalId, externalId));

  return {
    ...namedRechecks(scope),
    ...belowRechecks(scope),

    /** Fetches no object of these entities any more. */
    async forget(provider: PaymentProvider, entityTypes: readonly EntityType[]): Promise<void> {
      if (entityTypes.length > 0) await orm.delete(t).where(ofProvider(provider, { entityTypes }));
    },

    /**
     * Requests fetches of objects; one that is requested already keeps its first reason, and one whose fetches fail its
     * date.
     */
    async add(
      provider: PaymentProvider,
      entityType: EntityType,
      externalIds: readonly string[],
      reason: RecheckReason,
    ): Promise<void> {
      if (externalIds.length === 0) return;
      await client.query({
        name: 'rechecks.add',
        text: `
          insert into sync_rechecks as t (workspace_id, payment_provider, entity_type, external_id, reason)
          select $1, $2, $3, unnest($4::text[]), $5
          on conflict (workspace_id, payment_provider, entity_type, external_id)
          do update set reason = excluded.reason, requested_at = now(), due_at = now()
          where t.attempts = 0 and t.due_at > now()`,
        values: [workspaceId, provider, entityType, externalIds, reason],
      });
    },

    /** Those that are due, the longest waiting first. */
    async take(provider: PaymentProvider, scope: RecheckScope, limit: number): Promise<Recheck[]> {
      return await orm
        .select()
        .from(t)
        .where(and(ofProvider(provider, scope), isDue))
        .orderBy(asc(t.dueAt))
        .limit(limit);
    },

    /**
     * Its object has been fetched and written, or marked as deleted. One that is there although a listing lacks it is
     * remembered as such: later listings do not ask for it. It stays due if it was requested again since.
     */
    async done(recheck: Recheck, found: 'present' | 'deleted'): Promise<void> {
      // Dates carry milliseconds, the column microseconds.
      const notSince = lt(t.requestedAt, new Date(recheck.requestedAt.getTime() + 1));
      const row = and(rowOf(recheck.paymentProvider, recheck), notSince);
      const isAsked = recheck.reason === 'unordered' && recheck.unlistedAt === null;
      if (found === 'deleted' || isAsked || recheck.reason === 'below') {
        await orm.delete(t).where(row);
        return;
      }
      const unlisted = orm
        .select({ one: sql`1` })
        .from(t)
        .where(and(ofProvider(recheck.paymentProvider), isNotNull(t.unlistedAt)))
        .limit(many);
      const pause = sql`greatest(${sql.raw(shortestCheck)}, ${sql.raw(checkEach)} * (select count(*) from ${unlisted} u))`;
      await orm
        .update(t)
        .set({
          unlistedAt: sql`coalesce(${t.unlistedAt}, now())`,
          // Not all of those that were found together at once.
          dueAt: sql`now() + ${pause} * (0.5 + random())`,
          attempts: 0,
          problem: null,
        })
        .where(row);
    },

    /** Its fetch failed for a reason of the object's own: it is due later, and later each time. */
    async setAside(
      provider: PaymentProvider,
      { entityType, externalId }: RecheckedObject,
      problem: RecheckProblem,
    ): Promise<void> {
      await client.query({
        name: 'rechecks.setAside',
        text: `
          insert into sync_rechecks as t (workspace_id, payment_provider, entity_type, external_id, reason, attempts, due_at, problem)
          values ($1, $2, $3, $4, 'unordered', 1, now() + ${firstRetry}, $5)
          on conflict (workspace_id, payment_provider, entity_type, external_id)
          do update set attempts = t.attempts + 1, problem = excluded.problem,
            due_at = now() + least(${longestRetry}, ${firstRetry} * power(4, least(t.attempts, 10)))`,
        values: [workspaceId, provider, entityType, externalId, problem],
      });
    },

    /** How many are due. */
    count: (provider: PaymentProvider, scope?: RecheckScope): Promise<number> =>
      number(and(ofProvider(provider, scope), isDue)),

    /** How many a session has to do with: those that are due, and those that fail. */
    pending: (provider: PaymentProvider): Promise<number> =>
      number(and(ofProvider(provider), or(isDue, isNotNull(t.problem)))),

    /** Objects whose fetches fail, by entity and failure. */
    async failing(provider: PaymentProvider, scope: RecheckScope): Promise<FailingObjects[]> {
      return await orm
        .select({
          entityType: t.entityType,
          externalId: sql<string>`min(${t.externalId})`,
          objects: count(),
          problem: sql<RecheckProblem>`${t.problem}`,
        })
        .from(t)
        .where(and(ofProvider(provider, scope), isNotNull(t.problem)))
        .groupBy(t.entityType, t.problem)
        .orderBy(asc(t.entityType), asc(t.problem))
        .limit(maxProblems);
    },
  };
};
