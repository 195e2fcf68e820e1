import { and, desc, eq, gte, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { ReceiverId } from '../../domain/ids.ts';
import { testType } from '../../domain/notifications/notification.ts';
import type { Scope } from '../transaction/scope.ts';
import { deliveries as table, type DeliveryState } from './deliveries-table.ts';
import { deliveryAttempts as attempts } from './delivery-attempts-table.ts';
import { deliveryQueue } from './delivery-queue.ts';

export type Delivery = typeof table.$inferSelect;
export type DeliveryAttempt = typeof attempts.$inferSelect;

export interface Page {
  readonly limit: number;
  /** The id of the last row of the page before. */
  readonly after?: string | undefined;
}

/** Which deliveries of a receiver are sent again. */
export interface Replay {
  readonly since: Date;
  /** Also those that arrived. */
  readonly delivered: boolean;
}

/** `deliveries` and `delivery_attempts`: what each receiver of one owner is sent, and the log of it. */
export const deliveries = (scope: Scope) => {
  const { orm, workspaceId } = scope;
  const t = table;
  const of = (receiver: ReceiverId, ...conditions: (SQL | undefined)[]) =>
    and(eq(t.workspaceId, workspaceId), eq(t.receiverId, receiver), ...conditions);
  const again = {
    state: 'waiting',
    attempts: 0,
    dueAt: sql`now()`,
    stateAt: sql`now()`,
    problem: null,
  } as const;
  return {
    ...deliveryQueue(scope),

    /** One that no notification stands behind: the test call's. */
    async addTest(receiver: ReceiverId, body: string): Promise<Delivery> {
      const [row] = await orm
        .insert(t)
        .values({
          workspaceId,
          receiverId: receiver,
          type: testType,
          body,
          happenedAt: sql`now()`,
          state: 'waiting',
          // Before all that waits.
          dueAt: sql`now() - interval '1 day'`,
        })
        .returning();
      return row!;
    },

    async get(receiver: ReceiverId, id: string): Promise<Delivery | undefined> {
      const [row] = await orm
        .select()
        .from(t)
        .where(of(receiver, eq(t.id, id)));
      return row;
    },

    /** Newest first. */
    async list(
      receiver: ReceiverId,
      { limit, after, state }: Page & { readonly state?: DeliveryState | undefined },
    ): Promise<Delivery[]> {
      return await orm
        .select()
        .from(t)
        .where(of(receiver, state && eq(t.state, state), after === undefined ? undefined : lt(t.id, after)))
        .orderBy(desc(t.id))
        .limit(limit);
    },

    /** The log of a receiver, newest first; of one delivery, if it is given. */
    async listAttempts(
      receiver: ReceiverId,
      { limit, after, delivery }: Page & { readonly delivery?: string | undefined },
    ): Promise<DeliveryAttempt[]> {
      return await orm
        .select()
        .from(attempts)
        .where(
          and(
            eq(attempts.workspaceId, workspaceId),
            eq(attempts.receiverId, receiver),
            delivery === undefined ? undefined : eq(attempts.deliveryId, delivery),
            after === undefined ? undefined : lt(attempts.id, after),
          ),
        )
        .orderBy(desc(attempts.id))
        .limit(limit);
    },

    /** Sends one again, in whatever state it is. */
    async replay(receiver: ReceiverId, id: string): Promise<Delivery | undefined> {
      const [row] = await orm
        .update(t)
        .set(again)
        .where(of(receiver, eq(t.id, id)))
        .returning();
      return row;
    },

    /** Sends all again that happened since a time and do not wait already. Resolves to how many. */
    async replaySince(receiver: ReceiverId, { since, delivered }: Replay): Promise<number> {
      const { rowCount } = await orm
        .update(t)
        .set(again)
        .where(
          of(
            receiver,
            gte(t.happenedAt, since),
            ne(t.type, testType),
            delivered ? ne(t.state, 'waiting') : eq(t.state, 'failed'),
          ),
        );
      return rowCount ?? 0;
    },

    /** Retention: deletes at most `limit` that wait no more and happened before `before`, with their log. */
    async deleteOlderThan(before: Date, limit: number): Promise<number> {
      const old = orm
        .select({ receiverId: t.receiverId, id: t.id })
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), ne(t.state, 'waiting'), lt(t.happenedAt, before)))
        .limit(limit);
      const { rowCount } = await orm
        .delete(t)
        .where(and(eq(t.workspaceId, workspaceId), sql`(${t.receiverId}, ${t.id}) in ${old}`));
      return rowCount ?? 0;
    },
  };
};
