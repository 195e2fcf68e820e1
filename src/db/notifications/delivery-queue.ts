import { and, asc, eq, lte, min, sql } from 'drizzle-orm';
import type { ReceiverId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { deliveries as t } from './deliveries-table.ts';
import { deliveryAttempts } from './delivery-attempts-table.ts';
import { receivers as r } from './receivers-table.ts';

type Receiver = typeof r.$inferSelect;
type Delivery = typeof t.$inferSelect;

/** What a receiver's workflow does next. */
export type NextDeliveries =
  | { readonly receiver: Receiver; readonly due: readonly Delivery[] }
  /** Null: nothing waits, and the next delivery wakes the workflow. */
  | { readonly due: null; readonly waitMs: number | null };

/** One attempt, as it is written. */
export interface AttemptRecord extends Pick<
  typeof deliveryAttempts.$inferInsert,
  'sentAt' | 'durationMs' | 'status' | 'problem' | 'answer'
> {
  readonly delivery: Delivery;
  /** `waiting` is tried again after `againAfterMs`. */
  readonly state: Delivery['state'];
  readonly againAfterMs: number;
}

/** What a round of attempts says of the receiver. */
export type ReceiverRecord = { readonly took: true } | { readonly took: false; readonly holdMs: number };

/** Milliseconds on Postgres's clock until a time; negative for one in the past. */
const until = (time: unknown) =>
  sql<number | null>`ceil(extract(epoch from ${time} - clock_timestamp()) * 1000)::float8`;

/** How a receiver's workflow takes what is due, and writes what became of it. */
export const deliveryQueue = ({ orm, workspaceId }: Scope) => {
  const waiting = (id: ReceiverId) =>
    and(eq(t.workspaceId, workspaceId), eq(t.receiverId, id), eq(t.state, 'waiting'));
  const one = (id: ReceiverId) => and(eq(r.workspaceId, workspaceId), eq(r.id, id));
  return {
    /**
     * What is due now, at most `limit`, and one only if the receiver took nothing lately. If nothing waits at all, notes in the
     * same transaction that the workflow sleeps.
     */
    async next(id: ReceiverId, limit: number): Promise<NextDeliveries> {
      const [found] = await orm
        .select({ receiver: r, heldMs: until(r.heldUntil) })
        .from(r)
        .where(one(id))
        .for('update');
      if (found === undefined) return { due: null, waitMs: null };
      const { receiver, heldMs } = found;
      if (heldMs !== null && heldMs > 0) {
        if ((await orm.$count(t, waiting(id))) > 0) return { due: null, waitMs: heldMs };
      } else {
        const due = await orm
          .select()
          .from(t)
          .where(and(waiting(id), lte(t.dueAt, sql`clock_timestamp()`)))
          .orderBy(asc(t.dueAt))
          .limit(receiver.failures > 0 ? 1 : limit);
        if (due.length > 0) return { receiver, due };
        const [soonest] = await orm
          .select({ waitMs: until(min(t.dueAt)) })
          .from(t)
          .where(waiting(id));
        const waitMs = soonest?.waitMs ?? null;
        if (waitMs !== null) return { due: null, waitMs: Math.max(0, waitMs) };
      }
      await orm.update(r).set({ wokenAt: null }).where(one(id));
      return { due: null, waitMs: null };
    },

    /**
     * Writes a round of attempts. Once a receiver takes something again, what failed while it took nothing is due at once.
     * Resolves to the receiver as it was before; undefined if it is gone, and its deliveries with it.
     */
    async record(
      id: ReceiverId,
      records: readonly AttemptRecord[],
      outcome: ReceiverRecord,
    ): Promise<Receiver | undefined> {
      const [before] = await orm.select().from(r).where(one(id)).for('update');
      if (before === undefined) return undefined;
      await orm.insert(deliveryAttempts).values(
        records.map(({ delivery, sentAt, durationMs, status, problem, answer }) => ({
          workspaceId,
          receiverId: id,
          deliveryId: delivery.id,
          attempt: delivery.attempts + 1,
          sentAt,
          durationMs,
          status,
          problem,
          answer,
        })),
      );
      for (const { delivery, state, againAfterMs, problem } of records) {
        await orm
          .update(t)
          .set({
            state,
            attempts: delivery.attempts + 1,
            dueAt: sql`clock_timestamp() + make_interval(secs => ${againAfterMs / 1000})`,
            stateAt: sql`clock_timestamp()`,
            problem: problem ?? null,
          })
          // Not if it was replayed meanwhile: then it is to be sent once more.
          .where(and(waiting(id), eq(t.id, delivery.id), eq(t.attempts, delivery.attempts)));
      }
      if (outcome.took) {
        if (before.failures > 0)
          await orm
            .update(t)
            .set({ dueAt: sql`clock_timestamp()` })
            .where(and(waiting(id), sql`${t.attempts} > 0`));
        await orm.update(r).set({ failures: 0, failingSince: null, heldUntil: null }).where(one(id));
      } else {
        await orm
          .update(r)
          .set({
            failures: sql`${r.failures} + 1`,
            failingSince: sql`coalesce(${r.failingSince}, clock_timestamp())`,
            heldUntil: sql`clock_timestamp() + make_interval(secs => ${outcome.holdMs / 1000})`,
          })
          .where(one(id));
      }
      return before;
    },
  };
};
