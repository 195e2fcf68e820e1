import { getTableName } from 'drizzle-orm';
import type { EntityMapping } from '../../domain/entities/mapping.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { mappedStatement } from '../copies/mapped-statement.ts';
import { keepNames } from '../copies/rechecks/named-rechecks.ts';
import { digestOfMapping, typedColumnNames } from '../copies/typed-columns.ts';
import { entityTables } from '../entities/entity-tables.ts';

/** Unix seconds as an instant; null is the end of time. */
const instant = (seconds: string, end: '-infinity' | 'infinity'): string =>
  `coalesce(to_timestamp(${seconds}), '${end}')`;

/**
 * The live rows of `created` in [p.rows_since, p.rows_until). The bounds are columns: under row-level security, Postgres
 * judges a condition with a function only after it has read the whole workspace. And the order is that of the index by
 * which they are found: without statistics, as in a new database, Postgres takes all indexes for equals (3,600 buffers a
 * page).
 */
const rowsOf = (entityType: EntityType): string => `
      select t.external_id, t.provider_digest, t.payment_sync_status, t.snapshot_to, ${typedColumnNames(
        entityType,
      )
        .map((name) => `t.${name}`)
        .join(', ')}
      from ${getTableName(entityTables[entityType])} t
      where t.workspace_id = $1 and t.payment_provider = $2 and t.deleted_at is null
        and t.provider_created_at >= p.rows_since and t.provider_created_at < p.rows_until
      order by t.provider_created_at desc nulls last, t.external_id desc nulls last`;

/**
 * The page's own rows among those of `created` in its range, with objects there that no list shows: of the second in which
 * it ends, those that it shows; of the one in which it begins, those that no page before it has shown. Written so that each id is compared only in that second.
 */
const isOwn = `(t.provider_created_at >= p.whole_since or t.external_id = any(p.last_ids)) and t.external_id <> all(p.done_ids)`;

/**
 * By it, rows in this order are known to be as they were: each one's content, its status, its typed columns, and the mapping
 * that these were read by. If one of them differs, the page is read, and `upsertNewer` writes the rows that are not as they
 * should be. Hashed before they are joined, typed columns cost 2 µs a row; as they are they cost 5.
 */
const digestOfRows = (mapping: EntityMapping): string => {
  const typed = typedColumnNames(mapping.entityType).map((name) => `t.${name}`);
  const row = `concat(t.provider_digest, t.payment_sync_status, hash_record_extended(row(${typed.join(', ')}), 0))`;
  return `md5(concat('${digestOfMapping(mapping)}', string_agg(${row}, ',') filter (where ${isOwn})))::uuid`;
};

const place = 'window_id uuid, claim uuid, session_id uuid, entity_type text, page int, closed boolean';
const range = 'whole_from bigint, rows_from bigint, rows_to bigint, done_ids text[]';
const bounds = `${instant('whole_from', '-infinity')} as whole_since, ${instant('rows_from', '-infinity')} as rows_since,
      ${instant('rows_to', 'infinity')} as rows_until`;

/** What the page `p` shows is no longer an object that no list shows. */
export const listedAgain = `
    delete from sync_rechecks r using p where r.workspace_id = $1 and r.payment_provider = $2 and r.entity_type = p.entity_type
      and r.external_id = any (p.external_ids) and r.unlisted_at is not null and r.due_at > now()`;

/**
 * A page may reach into another window: it was requested before its own one was split. What it shows there is the other
 * one's, and is counted by that. The window's row says where it ends: a reader learns of a split only after it is committed.
 */
const advance = (mapping: EntityMapping): string => `
  with p as materialized (
    select *, ${bounds}
    from jsonb_to_record($3::jsonb) as p (${place}, ${range}, cursor_ids text[],
      external_ids text[], listing_started_at timestamptz, created bigint[], next_cursor text, first_created bigint,
      last_created bigint, last_ids text[], further_ids text[], has_further boolean, written int, details jsonb, digest text,
      named jsonb)
  ), shown as materialized (
    select t.* from p cross join lateral (${rowsOf(mapping.entityType)}) t
  ), further as materialized (
    select unnest(l.external_ids) as external_id from p join sync_listed_ids l on l.workspace_id = $1
      and l.payment_provider = $2 and l.entity_type = p.entity_type and l.listing_id = p.window_id
    where p.has_further
  ), strangers as materialized (
    select s.external_id, s.snapshot_to from p join shown s on s.provider_created_at >= p.whole_since
    where s.external_id not in (select unnest(p.external_ids || p.done_ids) from p)
      and s.external_id not in (select external_id from further)
      and not exists (select from sync_rechecks u where u.workspace_id = $1 and u.payment_provider = $2
        and u.entity_type = p.entity_type and u.external_id = s.external_id and u.unlisted_at is not null)
  ), missing as (
    insert into sync_rechecks (workspace_id, payment_provider, entity_type, external_id, reason)
    select $1, $2, p.entity_type, s.external_id, 'missing' from p join strangers s
      on s.snapshot_to <= p.listing_started_at
    on conflict do nothing
    returning 1
  ), listed_again as (${listedAgain}
  ), moved as (
    update sync_windows w set cursor = coalesce(p.next_cursor, w.cursor),
      cursor_created = coalesce(p.last_created, w.cursor_created), cursor_ids = p.cursor_ids, pages = w.pages + 1,
      listed = w.listed + (select count(*) from unnest(p.created) c where c >= coalesce(w.created_gte, c)),
      written = w.written + p.written, updated_at = now(),
      closed_at = case when p.closed then now() end
    from p where w.workspace_id = $1 and w.id = p.window_id and w.claim = p.claim and w.closed_at is null
    returning p.*, case when p.last_created < w.created_gte then null else p.digest end as own_digest
  ), names as (${keepNames}
  ), crowd as (
    insert into sync_listed_ids (workspace_id, payment_provider, entity_type, listing_id, page, external_ids)
    select $1, $2, entity_type, window_id, page, further_ids from moved where not closed and cardinality(further_ids) > 0
    on conflict (workspace_id, payment_provider, entity_type, listing_id, page) do update set external_ids = excluded.external_ids
  ), dispersed as (
    delete from sync_listed_ids l using moved m
    where m.has_further and (m.closed or cardinality(m.further_ids) = 0) and l.workspace_id = $1
      and l.payment_provider = $2 and l.entity_type = m.entity_type and l.listing_id = m.window_id
  ), remembered as (
    insert into sync_pages (workspace_id, window_id, page, body_digest, objects, next_cursor, first_created,
      last_created, last_ids, rows_digest)
    select $1, window_id, page, decode(own_digest, 'hex'), cardinality(created), next_cursor, first_created,
      last_created, last_ids, (select ${digestOfRows(mapping)} from shown t)
    from moved p where own_digest is not null and not exists (select from strangers)
    on conflict (workspace_id, window_id, page) do update set body_digest = excluded.body_digest,
      objects = excluded.objects, next_cursor = excluded.next_cursor, first_created = excluded.first_created,
      last_created = excluded.last_created, last_ids = excluded.last_ids, rows_digest = excluded.rows_digest
  ), forgotten as (
    delete from sync_pages s using moved m
    where s.workspace_id = $1 and s.window_id = m.window_id
      and (s.page > m.page and m.closed or s.page = m.page and (m.own_digest is null or exists (select from strangers)))
  )
  insert into payment_sync_events (workspace_id, session_id, provider_name, entity_type, event_type, event_details)
  select $1, session_id, $2, entity_type, 'page_synced',
    details || jsonb_build_object('missing', (select count(*) from missing))
  from moved`;

const advanceSame = (mapping: EntityMapping): string => `
  with asked as materialized (
    select * from jsonb_to_record($3::jsonb) as p (${place}, first_page int, cursor_ids text[], ranges jsonb)
  ), remembered as materialized (
    select p.*, r.done_ids, ${bounds}
    from asked a cross join jsonb_to_recordset(a.ranges) as r (nth int, ${range})
    join sync_pages p on p.workspace_id = $1 and p.window_id = a.window_id and p.page = r.nth
  ), known as materialized (
    select p.page, p.objects, p.next_cursor, p.last_created,
      p.rows_digest = (select ${digestOfRows(mapping)} from (${rowsOf(mapping.entityType)}) t) as intact
    from remembered p
  ), moved as (
    update sync_windows w set cursor = coalesce(k.next_cursor, w.cursor),
      cursor_created = coalesce(k.last_created, w.cursor_created), cursor_ids = a.cursor_ids, pages = a.page + 1,
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

/** Checks a page against its rows and moves its window on. $3: a page as `PageCheckpoint` says it, with SQL names. */
export const advanceStatement = mappedStatement('advance', advance);
/** The same for pages that were read as they are remembered. $3: `SamePages`. */
export const advanceSameStatement = mappedStatement('advanceSame', advanceSame);
