import { and, asc, eq, getTableColumns, getTableName, gte, sql } from 'drizzle-orm';
import { entityTypes, type EntityType, type PaymentProvider } from '../../domain/entity.ts';
import type { SessionId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { NamedStatement } from '../copies/mapped-statement.ts';
import type { Scope } from '../transaction/scope.ts';
import { storableJson } from '../storable-json.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { syncPages } from './sync-pages-table.ts';
import { syncWindows } from './sync-windows-table.ts';
import type { StoredWindow } from './windows.ts';

/** A page as the last listing saw it. */
export type RememberedPage = typeof syncPages.$inferSelect;

/** Whose page it is, and whether its window ends with it. */
interface PagePlace {
  readonly entityType: EntityType;
  readonly windowId: string;
  readonly claim: string;
  readonly sessionId: SessionId;
  /** In its window, from 0. */
  readonly page: number;
  readonly closed: boolean;
}

/** A page that has been written: where its window stands now, and what is to be known of it the next time. */
export interface PageCheckpoint extends PagePlace {
  readonly shown: ShownPage;
  /** How many of its objects are the window's own, and how many rows of them were new or had changed. */
  readonly listed: number;
  readonly written: number;
  readonly details: Record<string, unknown>;
  /** Live rows that the page lacks are missing, unless they were written since then (milliseconds). */
  readonly listingStartedAt: number;
  /** SHA-256 of the page's body; null: it cannot be remembered. */
  readonly digest: Buffer | null;
}

/** What a page shows. Instants in Unix seconds; as bounds, null is none. */
export interface ShownPage {
  /** What was created in [from, to) stands on this page, or on one before it in its window. */
  readonly from: number | null;
  readonly to: number | null;
  /** Its own ids. */
  readonly externalIds: readonly string[];
  readonly objects: number;
  readonly hasMore: boolean;
  readonly firstCreated: number | null;
  readonly lastId: string | null;
  readonly lastCreated: number | null;
  /** Ids of pages before it in the second in which it begins, and all up to its end in the second in which it ends. */
  readonly straddled: readonly string[];
  readonly straddling: readonly string[];
}

/** Pages that were read as they are remembered, one after the other, the last of them in `page`. */
export interface SamePages extends PagePlace {
  readonly firstPage: number;
}

/** Unix seconds as an instant; null as the end of time. */
const instant = (seconds: string, end: '-infinity' | 'infinity'): string =>
  `coalesce(to_timestamp(${seconds}), '${end}')`;

/**
 * The live rows of `created` in [p.rows_since, p.rows_until). The bounds are columns: what calls a function there is
 * judged, under row-level security, after the workspace was read whole. And the order is that of the index by which they
 * are found: without statistics, as in a new database, Postgres takes all indexes for equals (3,600 buffers a page).
 */
const rowsOf = (entityType: EntityType): string => `
      select t.external_id, t.provider_digest, t.payment_sync_status, t.provider_created_at, t.snapshot_to
      from ${getTableName(entityTables[entityType])} t
      where t.workspace_id = $1 and t.payment_provider = $2 and t.deleted_at is null
        and t.provider_created_at >= p.rows_since and t.provider_created_at < p.rows_until
      order by t.provider_created_at desc nulls last, t.external_id desc nulls last`;

/**
 * By which rows, in this order, are known to be as they were: each one's content, and whether it counts as synced. To read
 * an unchanged object writes its row where one of these is not as it should be, and only there.
 */
const digestOfRows = `coalesce(md5(string_agg(concat(t.provider_digest, t.payment_sync_status), ',')), md5(''))::uuid`;

const place = 'window_id uuid, claim uuid, session_id uuid, entity_type text, page int, closed boolean';

const advance = (entityType: EntityType): string => `
  with p as materialized (
    select *, ${instant('missing_from', '-infinity')} as missing_since, ${instant('rows_from', '-infinity')} as rows_since,
      ${instant('rows_to', 'infinity')} as rows_until
    from jsonb_to_record($3::jsonb) as p (${place}, missing_from bigint, rows_from bigint, rows_to bigint,
      external_ids text[], listing_started_at timestamptz, objects int, has_more boolean, first_created bigint,
      last_id text, last_created bigint, straddled text[], straddling text[], listed int, written int, details jsonb, digest text)
  ), shown as materialized (
    select t.* from p cross join lateral (${rowsOf(entityType)}) t
  ), strangers as materialized (
    select s.external_id, s.snapshot_to from p join shown s on s.provider_created_at >= p.missing_since
    where s.external_id not in (select unnest(p.external_ids || p.straddled) from p)
  ), missing as (
    insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
    select $1, $2, p.entity_type, s.external_id, 'missing' from p join strangers s
      on s.snapshot_to <= p.listing_started_at
    on conflict do nothing
    returning 1
  ), moved as (
    update sync_windows w set cursor = coalesce(p.last_id, w.cursor),
      cursor_created = coalesce(p.last_created, w.cursor_created), pages = w.pages + 1, listed = w.listed + p.listed,
      written = w.written + p.written, updated_at = now(), closed_at = case when p.closed then now() end
    from p where w.workspace_id = $1 and w.id = p.window_id and w.claim = p.claim and w.closed_at is null
    returning p.*
  ), remembered as (
    insert into sync_pages (workspace_id, window_id, page, body_digest, objects, has_more, first_created, last_id,
      last_created, straddled, straddling, rows_from, rows_to, rows_digest)
    select $1, window_id, page, decode(digest, 'hex'), objects, has_more, first_created, last_id,
      last_created, straddled, straddling, rows_from, rows_to, (select ${digestOfRows} from shown t)
    from moved where digest is not null and not exists (select from strangers)
    on conflict (workspace_id, window_id, page) do update set body_digest = excluded.body_digest,
      objects = excluded.objects, has_more = excluded.has_more, first_created = excluded.first_created,
      last_id = excluded.last_id, last_created = excluded.last_created, straddled = excluded.straddled, straddling = excluded.straddling,
      rows_from = excluded.rows_from, rows_to = excluded.rows_to, rows_digest = excluded.rows_digest
  ), forgotten as (
    delete from sync_pages s using moved m
    where s.workspace_id = $1 and s.window_id = m.window_id
      and (s.page > m.page and m.closed or s.page = m.page and (m.digest is null or exists (select from strangers)))
  )
  insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, event_type, event_details)
  select $1, session_id, $2, entity_type, 'page_synced',
    details || jsonb_build_object('missing', (select count(*) from missing))
  from moved`;

const advanceSame = (entityType: EntityType): string => `
  with asked as materialized (
    select * from jsonb_to_record($3::jsonb) as p (${place}, first_page int)
  ), remembered as materialized (
    select p.*, ${instant('rows_from', '-infinity')} as rows_since, ${instant('rows_to', 'infinity')} as rows_until
    from asked a join sync_pages p on p.workspace_id = $1 and p.window_id = a.window_id
      and p.page between a.first_page and a.page
  ), known as materialized (
    select p.page, p.objects, p.last_id, p.last_created,
      p.rows_digest = (select ${digestOfRows} from (${rowsOf(entityType)}) t) as intact
    from remembered p
  ), moved as (
    update sync_windows w set cursor = k.last_id, cursor_created = k.last_created, pages = a.page + 1,
      listed = w.listed + (select sum(objects) from known), updated_at = now(),
      closed_at = case when a.closed then now() end
    from asked a join known k using (page)
    where w.workspace_id = $1 and w.id = a.window_id and w.claim = a.claim and w.closed_at is null
      and w.pages = a.first_page and (select count(*) from known where intact) = a.page - a.first_page + 1
    returning a.*
  ), forgotten as (
    delete from sync_pages s using moved m
    where s.workspace_id = $1 and s.window_id = m.window_id and s.page > m.page and m.closed
  )
  insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, event_type, event_details)
  select $1, session_id, $2, entity_type, 'page_synced',
    jsonb_build_object('pages', page - first_page + 1, 'unchanged', (select sum(objects) from known))
  from moved`;

/** Built once, not for each page. */
const statements = (verb: string, build: (entityType: EntityType) => string) =>
  Object.fromEntries(
    entityTypes.map((entityType) => [entityType, { name: `${entityType}.${verb}`, text: build(entityType) }]),
  ) as Record<EntityType, NamedStatement>;

const advanceStatements = statements('advance', advance);
const advanceSameStatements = statements('advanceSame', advanceSame);

/** The part of a listing that is written page by page. */
export const listingPages = ({ orm, client, workspaceId }: Scope) => {
  const p = syncPages;
  const w = syncWindows;
  const run = async (
    statement: NamedStatement,
    provider: PaymentProvider,
    page: object,
  ): Promise<boolean> => {
    const { rowCount } = await client.query({
      ...statement,
      values: [workspaceId, provider, storableJson(JSON.stringify(page))],
    });
    return rowCount === 1;
  };
  const placeOf = ({ entityType, windowId, claim, sessionId, page, closed }: PagePlace) => ({
    entity_type: entityType,
    window_id: windowId,
    claim,
    session_id: sessionId,
    page,
    closed,
  });

  return {
    /** The pages of windows as they were the last time, behind those that have been read. */
    async remembered(windows: readonly StoredWindow[]): Promise<RememberedPage[]> {
      if (windows.length === 0) return [];
      const ids = sql.param(windows.map(({ id }) => id));
      return await orm
        .select({ ...getTableColumns(p) })
        .from(p)
        .innerJoin(w, and(eq(w.workspaceId, p.workspaceId), eq(w.id, p.windowId)))
        .where(and(eq(p.workspaceId, workspaceId), sql`${p.windowId} = any(${ids})`, gte(p.page, w.pages)))
        .orderBy(asc(p.windowId), asc(p.page));
    },

    /**
     * Moves a window on, in the transaction that writes its page: asks for the rows that the page lacks to be fetched, notes
     * the page in the session's events, and remembers it. Throws `session_superseded` where the claim has ended: the page's
     * rows go with the transaction.
     */
    async advance(provider: PaymentProvider, checkpoint: PageCheckpoint): Promise<void> {
      const { shown, listed, written, details, digest, listingStartedAt } = checkpoint;
      const page = {
        ...placeOf(checkpoint),
        missing_from: shown.from,
        // With the whole of its last second, of which the next page may show the rest.
        rows_from: shown.hasMore ? shown.lastCreated : shown.from,
        rows_to: shown.to,
        external_ids: shown.externalIds,
        listing_started_at: new Date(listingStartedAt),
        objects: shown.objects,
        has_more: shown.hasMore,
        first_created: shown.firstCreated,
        last_id: shown.lastId,
        last_created: shown.lastCreated,
        straddled: shown.straddled,
        straddling: shown.straddling,
        listed,
        written,
        details,
        digest: digest?.toString('hex') ?? null,
      };
      if (await run(advanceStatements[checkpoint.entityType], provider, page)) return;
      throw new SyncError('session_superseded', 'The window was taken over or its session has ended.');
    },

    /**
     * Moves a window on behind pages that were read as they are remembered, where the rows are still as they were left
     * then: nothing is to be written. False where they are not, or the claim has ended; nothing is moved then.
     */
    async advanceSame(provider: PaymentProvider, pages: SamePages): Promise<boolean> {
      const asked = { ...placeOf(pages), first_page: pages.firstPage };
      return await run(advanceSameStatements[pages.entityType], provider, asked);
    },
  };
};
