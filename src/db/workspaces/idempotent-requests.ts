import { and, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Scope } from '../transaction/scope.ts';
import { idempotentRequests as table } from './idempotent-requests-table.ts';

export type IdempotentRequest = typeof table.$inferSelect;
export type NamedRequest = Pick<IdempotentRequest, 'actor' | 'idempotencyKey'>;

/** As long as clients repeat a request, and as long as Stripe keeps its answers. */
export const rememberedHours = 24;
/** A request without an answer since then has none: its process died. No request is worked at for longer. */
const claimSeconds = 120;

const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds})`;
const forgotten = ago(rememberedHours * 3600);

/** `idempotent_requests`. */
export const idempotentRequests = ({ orm, workspaceId }: Scope) => {
  const t = table;
  const named = ({ actor, idempotencyKey }: NamedRequest) =>
    and(eq(t.workspaceId, workspaceId), eq(t.actor, actor), eq(t.idempotencyKey, idempotencyKey));
  return {
    /** Claims the key for this request. If an earlier one has it, resolves to that one, and changes nothing. */
    async claim(
      request: NamedRequest & Pick<IdempotentRequest, 'requestHash'>,
    ): Promise<IdempotentRequest | undefined> {
      const { rowCount } = await orm
        .insert(t)
        .values({ ...request, workspaceId })
        .onConflictDoUpdate({
          target: [t.workspaceId, t.actor, t.idempotencyKey],
          set: { requestHash: request.requestHash, answerEncrypted: null, createdAt: sql`now()` },
          setWhere: sql`${t.createdAt} < ${forgotten}
            or (${t.answerEncrypted} is null and ${t.createdAt} < ${ago(claimSeconds)})`,
        });
      if (rowCount === 1) return undefined;
      const [earlier] = await orm.select().from(t).where(named(request));
      return earlier;
    },

    async keep(request: NamedRequest, answerEncrypted: Buffer): Promise<void> {
      await orm.update(t).set({ answerEncrypted }).where(named(request));
    },

    /** Gives the key back: the request was refused. */
    async release(request: NamedRequest): Promise<void> {
      await orm.delete(t).where(named(request));
    },

    /** Resolves to the number deleted, `limit` at most. */
    async deleteForgotten(limit: number): Promise<number> {
      const old = orm
        .select({ place: sql`ctid` })
        .from(t)
        .where(and(eq(t.workspaceId, workspaceId), lt(t.createdAt, forgotten)))
        .limit(limit);
      const { rowCount } = await orm
        .delete(t)
        .where(and(eq(t.workspaceId, workspaceId), inArray(sql`ctid`, old)));
      return rowCount ?? 0;
    },
  };
};
