import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { ReceiverId } from '../../domain/ids.ts';
import type { Scope } from '../transaction/scope.ts';
import { deliveries } from './deliveries-table.ts';
import { receivers as table, type DisabledReason } from './receivers-table.ts';

export type Receiver = typeof table.$inferSelect;
export type NewReceiver = Pick<
  typeof table.$inferInsert,
  'url' | 'description' | 'types' | 'secretsEncrypted'
>;
export type ReceiverChange = Partial<NewReceiver>;

/** `receivers`: the addresses that are told what happened, of one owner. */
export const receivers = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const one = (id: ReceiverId) => and(eq(t.workspaceId, workspaceId), eq(t.id, id));
  return {
    async create(receiver: NewReceiver): Promise<Receiver> {
      const [row] = await orm
        .insert(t)
        .values({ ...receiver, workspaceId })
        .returning();
      return row!;
    },

    /** Makes those who count wait for one another. */
    async lockAll(): Promise<void> {
      await orm.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${`receivers:${workspaceId}`}, 0))`,
      );
    },

    async count(): Promise<number> {
      return await orm.$count(t, eq(t.workspaceId, workspaceId));
    },

    async get(id: ReceiverId): Promise<Receiver | undefined> {
      const [row] = await orm.select().from(t).where(one(id));
      return row;
    },

    /** As `get`, and locks it until this transaction ends. */
    async lock(id: ReceiverId): Promise<Receiver | undefined> {
      const [row] = await orm.select().from(t).where(one(id)).for('update');
      return row;
    },

    /** Newest first; continue with the last one's id as `after`. */
    async list({ limit, after }: { limit: number; after?: ReceiverId | undefined }): Promise<Receiver[]> {
      return await orm
        .select()
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), after && lt(t.id, after)))
        .orderBy(desc(t.id))
        .limit(limit);
    },

    async update(id: ReceiverId, change: ReceiverChange): Promise<Receiver | undefined> {
      const [row] = await orm
        .update(t)
        .set({ ...change, updatedAt: sql`now()` })
        .where(one(id))
        .returning();
      return row;
    },

    /** On again, as if it had never failed. */
    async enable(id: ReceiverId): Promise<void> {
      await orm
        .update(t)
        .set({
          disabledAt: null,
          disabledReason: null,
          failingSince: null,
          failures: 0,
          heldUntil: null,
          updatedAt: sql`now()`,
        })
        .where(one(id));
    },

    /** Off: nothing is sent, and what waits has failed. It can be replayed. */
    async disable(id: ReceiverId, reason: DisabledReason): Promise<void> {
      await orm
        .update(t)
        .set({ disabledAt: sql`now()`, disabledReason: reason, updatedAt: sql`now()` })
        .where(one(id));
      await orm
        .update(deliveries)
        .set({ state: 'failed', stateAt: sql`now()`, problem: 'the endpoint was switched off' })
        .where(
          and(
            eq(deliveries.workspaceId, workspaceId),
            eq(deliveries.receiverId, id),
            eq(deliveries.state, 'waiting'),
          ),
        );
    },

    /** What is due is sent now, whatever it did before; its workflow is woken by this caller. */
    async release(id: ReceiverId): Promise<void> {
      await orm
        .update(t)
        .set({ heldUntil: null, wokenAt: sql`now()` })
        .where(one(id));
    },

    /** With its deliveries and their log. */
    async delete(id: ReceiverId): Promise<Receiver | undefined> {
      const [row] = await orm.delete(t).where(one(id)).returning();
      return row;
    },

    async deleteAll(): Promise<void> {
      await orm.delete(t).where(eq(t.workspaceId, workspaceId));
    },
  };
};
