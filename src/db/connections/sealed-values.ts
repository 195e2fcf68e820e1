import { and, asc, isNotNull, ne, or, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Connection } from '../../domain/connection.ts';
import type { Transaction } from '../transaction/scope.ts';
import type { ReceiverRef } from '../notifications/dispatch.ts';
import { receivers } from '../notifications/receivers-table.ts';
import { workspacePaymentConfigs } from './workspace-payment-configs-table.ts';

const t = workspacePaymentConfigs;

/** Which keys sealed what is stored, over all workspaces: ids of keys and of connections, never a sealed value. */
export const sealedValues = ({ orm }: Transaction) => ({
  /** How many values each key sealed, by its id. */
  async byKey(): Promise<Map<string, number>> {
    const sealed = unionAll(
      orm
        .select({ key: sql<string>`${t.credentialsSealedBy}`.as('key') })
        .from(t)
        .where(isNotNull(t.credentialsSealedBy)),
      orm
        .select({ key: sql<string>`${t.webhookSecretSealedBy}`.as('key') })
        .from(t)
        .where(isNotNull(t.webhookSecretSealedBy)),
      orm.select({ key: sql<string>`${receivers.secretsSealedBy}`.as('key') }).from(receivers),
    ).as('sealed');
    const rows = await orm
      .select({ key: sealed.key, values: sql<number>`count(*)::int` })
      .from(sealed)
      .groupBy(sealed.key)
      .orderBy(asc(sealed.key));
    return new Map(rows.map(({ key, values }) => [key, values]));
  },

  /** Connections that have a value of another key than this, `limit` at a time; continue with the last one as `after`. */
  async notSealedBy(
    key: string,
    page: { limit: number; after?: Connection | undefined },
  ): Promise<Connection[]> {
    const { after } = page;
    return await orm
      .select({ workspaceId: t.workspaceId, provider: t.providerName })
      .from(t)
      .where(
        and(
          or(ne(t.credentialsSealedBy, key), ne(t.webhookSecretSealedBy, key)),
          after && sql`(${t.workspaceId}, ${t.providerName}) > (${after.workspaceId}, ${after.provider})`,
        ),
      )
      .orderBy(asc(t.workspaceId), asc(t.providerName))
      .limit(page.limit);
  },

  /** As `notSealedBy`, for the receivers' signing secrets. */
  async receiversNotSealedBy(
    key: string,
    page: { limit: number; after?: ReceiverRef | undefined },
  ): Promise<ReceiverRef[]> {
    const { after } = page;
    const r = receivers;
    return await orm
      .select({ workspaceId: r.workspaceId, receiverId: r.id })
      .from(r)
      .where(
        and(
          ne(r.secretsSealedBy, key),
          after && sql`(${r.workspaceId}, ${r.id}) > (${after.workspaceId}, ${after.receiverId})`,
        ),
      )
      .orderBy(asc(r.workspaceId), asc(r.id))
      .limit(page.limit);
  },
});
