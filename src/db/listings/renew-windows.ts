import { and, eq, inArray, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { joined } from '../../domain/listings/windows.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncListedIds } from './sync-listed-ids-table.ts';
import { syncPages } from './sync-pages-table.ts';
import { syncWindows } from './sync-windows-table.ts';

/**
 * Restarts the last listing's windows: if nothing has changed, their pages are the remembered ones. If they are too many
 * for the pages that they have, neighbours are joined.
 */
export async function renewWindows(
  { orm, workspaceId }: Scope,
  provider: PaymentProvider,
  entityType: EntityType,
  listingId: string,
): Promise<void> {
  const w = syncWindows;
  const p = syncPages;
  const l = syncListedIds;
  const ofEntity = and(
    eq(w.workspaceId, workspaceId),
    eq(w.paymentProvider, provider),
    eq(w.entityType, entityType),
  );
  // A listing that was given up has not read all pages that the one before it left.
  const remembered = sql`(select max(${p.page}) + 1 from ${p} where ${p.workspaceId} = ${w.workspaceId} and ${p.windowId} = ${w.id})`;
  const newestFirst = await orm
    .select({
      id: w.id,
      createdGte: w.createdGte,
      listed: w.listed,
      pages: sql<number>`greatest(${w.pages}, ${remembered})::int`,
    })
    .from(w)
    .where(ofEntity)
    .orderBy(sql`${w.createdGte} desc nulls last`);
  if (newestFirst.length === 0) {
    await orm.insert(w).values({ workspaceId, paymentProvider: provider, entityType, listingId });
    return;
  }
  // Those of a listing that was given up.
  await orm
    .delete(l)
    .where(
      and(eq(l.workspaceId, workspaceId), eq(l.paymentProvider, provider), eq(l.entityType, entityType)),
    );
  const unread = {
    cursor: null,
    cursorCreated: null,
    cursorIds: [],
    pages: 0,
    listed: 0,
    written: 0,
    claim: null,
    closedAt: null,
  };
  await orm
    .update(w)
    .set({ ...unread, listingId, updatedAt: sql`now()` })
    .where(ofEntity);
  for (const [newest, ...older] of joined(newestFirst)) {
    const oldest = older.at(-1);
    if (oldest === undefined) continue;
    const ids = older.map(({ id }) => id);
    await orm.delete(w).where(and(ofEntity, inArray(w.id, ids)));
    await orm
      .update(w)
      .set({ createdGte: oldest.createdGte })
      .where(and(ofEntity, eq(w.id, newest.id)));
  }
}
