import { and, eq, getTableName, isNull, sql } from 'drizzle-orm';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { NamedStatement } from '../copies/mapped-statement.ts';
import { keepNames, namesToKeep, type NamedObjects } from '../copies/rechecks/named-rechecks.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { storableJson } from '../storable-json.ts';
import type { Scope } from '../transaction/scope.ts';
import type { Listing } from '../../domain/listing.ts';
import { listedAgain } from './page-statements.ts';
import { syncListedIds } from './sync-listed-ids-table.ts';
import { syncWindows } from './sync-windows-table.ts';

/** A page of a sequential listing that has been written. */
export interface SequentialPage {
  readonly windowId: string;
  readonly claim: string;
  readonly sessionId: SessionId;
  /** In the listing, from 0. */
  readonly page: number;
  readonly externalIds: readonly string[];
  /** The provider's cursor of the page that follows; null: the listing is complete. */
  readonly next: string | null;
  /** Rows that were new or had changed. */
  readonly written: number;
  readonly details: Record<string, unknown>;
  /** What it names and no page before it has named. */
  readonly named: NamedObjects;
}

/**
 * Moves the window behind the page. The last page asks for every live row to be fetched that no page showed, unless it
 * was written after the listing began.
 */
const advance = (entityType: EntityType): string => `
  with p as materialized (
    select * from jsonb_to_record($3::jsonb) as p (window_id uuid, claim uuid, session_id uuid, entity_type text,
      listing_id uuid, listing_started_at timestamptz, page int, external_ids text[], next_cursor text, written int, details jsonb,
      named jsonb)
  ), moved as materialized (
    update sync_windows w set cursor = p.next_cursor, pages = w.pages + 1,
      listed = w.listed + cardinality(p.external_ids), written = w.written + p.written, updated_at = now(),
      closed_at = case when p.next_cursor is null then now() end
    from p where w.workspace_id = $1 and w.id = p.window_id and w.claim = p.claim and w.closed_at is null
    returning p.*
  ), earlier as materialized (
    select l.external_ids from moved m join sync_listed_ids l on l.workspace_id = $1 and l.payment_provider = $2
      and l.entity_type = m.entity_type and l.listing_id = m.listing_id
    where m.next_cursor is null
  ), missing as (
    insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
    select $1, $2, m.entity_type, t.external_id, 'missing'
    from moved m cross join lateral (
      select external_id from ${getTableName(entityTables[entityType])}
      where workspace_id = $1 and payment_provider = $2 and deleted_at is null and snapshot_to <= m.listing_started_at
      offset 0
    ) t
    where m.next_cursor is null and t.external_id <> all (m.external_ids)
      and t.external_id not in (select unnest(external_ids) from earlier)
    on conflict do nothing
    returning 1
  ), listed_again as (${listedAgain}
  ), names as (${keepNames}
  ), shown as (
    insert into sync_listed_ids (workspace_id, payment_provider, entity_type, listing_id, page, external_ids)
    select $1, $2, entity_type, listing_id, page, external_ids from moved where next_cursor is not null
    on conflict (workspace_id, payment_provider, entity_type, listing_id, page) do update set external_ids = excluded.external_ids
  ), forgotten as (
    delete from sync_listed_ids l using moved m
    where l.workspace_id = $1 and l.payment_provider = $2 and l.entity_type = m.entity_type
      and (m.next_cursor is null or l.listing_id <> m.listing_id)
  )
  insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, event_type, event_details)
  select $1, session_id, $2, entity_type, 'page_synced',
    details || jsonb_build_object('missing', (select count(*) from missing))
  from moved`;

const statements = Object.fromEntries(
  entityTypes.map((type) => [type, { name: `${type}.advanceSequential`, text: advance(type) }]),
) as Record<EntityType, NamedStatement>;

/** The part of a listing whose provider can only be read page after page. */
export const sequentialPages = ({ orm, client, workspaceId }: Scope) => ({
  /** In the transaction that writes the page. Throws `session_superseded` if the claim has ended. */
  async advanceSequential(provider: PaymentProvider, listing: Listing, page: SequentialPage): Promise<void> {
    const { rowCount } = await client.query({
      ...statements[listing.entityType],
      values: [
        workspaceId,
        provider,
        storableJson(
          JSON.stringify({
            window_id: page.windowId,
            claim: page.claim,
            session_id: page.sessionId,
            entity_type: listing.entityType,
            listing_id: listing.listingId,
            listing_started_at: new Date(listing.startedAt),
            page: page.page,
            external_ids: page.externalIds,
            next_cursor: page.next,
            written: page.written,
            details: page.details,
            named: namesToKeep(page.named),
          }),
        ),
      ],
    });
    if (rowCount === 1) return;
    throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
  },

  /** Goes back to the listing's first page: the provider no longer accepts its cursor. */
  async restartSequential(
    provider: PaymentProvider,
    { entityType, listingId }: Listing,
    { windowId, claim }: Pick<SequentialPage, 'windowId' | 'claim'>,
  ): Promise<void> {
    const w = syncWindows;
    const l = syncListedIds;
    const { rowCount } = await orm
      .update(w)
      .set({ cursor: null, pages: 0, listed: 0, updatedAt: sql`now()` })
      .where(and(eq(w.workspaceId, workspaceId), eq(w.id, windowId), eq(w.claim, claim), isNull(w.closedAt)));
    if (rowCount !== 1)
      throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
    await orm
      .delete(l)
      .where(
        and(
          eq(l.workspaceId, workspaceId),
          eq(l.paymentProvider, provider),
          eq(l.entityType, entityType),
          eq(l.listingId, listingId),
        ),
      );
  },
});
