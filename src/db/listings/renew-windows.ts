import { and, eq, isNull, sql } from 'drizzle-orm';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { worthSplitting } from '../../domain/windows.ts';
import type { Scope } from '../transaction/scope.ts';
import { syncPages } from './sync-pages-table.ts';
import { syncWindows } from './sync-windows-table.ts';

/**
 * Restarts the last listing's windows: if nothing has changed, their pages are the remembered ones. Objects created since
 * get a window of their own, so that they shift no page of the newest one.
 */
export async function renewWindows(
  { orm, workspaceId }: Scope,
  provider: PaymentProvider,
  entityType: EntityType,
  listingId: string,
): Promise<void> {
  const w = syncWindows;
  const p = syncPages;
  const window = { workspaceId, paymentProvider: provider, entityType, listingId };
  const ofEntity = and(
    eq(w.workspaceId, workspaceId),
    eq(w.paymentProvider, provider),
    eq(w.entityType, entityType),
  );
  const [newest] = await orm
    .select({ id: w.id, pages: w.pages, firstCreated: p.firstCreated })
    .from(w)
    .leftJoin(p, and(eq(p.workspaceId, w.workspaceId), eq(p.windowId, w.id), eq(p.page, 0)))
    .where(and(ofEntity, isNull(w.createdLt)));
  if (newest === undefined) {
    await orm.insert(w).values(window);
    return;
  }
  const unread = {
    cursor: null,
    cursorCreated: null,
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
  if (newest.firstCreated === null || newest.pages < worthSplitting) return;
  const since = newest.firstCreated + 1;
  await orm
    .update(w)
    .set({ createdLt: since })
    .where(and(ofEntity, eq(w.id, newest.id)));
  await orm.insert(w).values({ ...window, createdGte: since });
}
