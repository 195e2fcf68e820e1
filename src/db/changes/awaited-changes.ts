import { getTableName } from 'drizzle-orm';
import type { Connection } from '../../domain/connection.ts';
import { entityTables } from '../entities/entity-tables.ts';
import { storableText } from '../storable-text.ts';
import type { Statement } from '../transaction/scope.ts';

/** What callers wait for in one connection: ids of its events and of its objects. */
export interface AwaitedIds {
  readonly events: readonly string[];
  readonly objects: readonly string[];
}

/** A settled event, or a row of an object: there may be several. */
export interface Arrived {
  readonly kind: keyof AwaitedIds;
  readonly id: string;
  /** Milliseconds since 1970 as of which the copy shows it; `Infinity` for an event, and for an object that is deleted. */
  readonly asOf: number;
}

const copies = Object.values(entityTables).map(
  (table) => `
union all
select 'objects', external_id, case when deleted_at is not null then 'infinity'
  else coalesce(extract(epoch from greatest(snapshot_from, source_event_at)) * 1000, '-infinity') end::float8
from ${getTableName(table)} where workspace_id = $1 and payment_provider = $3 and external_id = any ($4)`,
);

const text = `
select 'events' as kind, event_id as id, 'infinity'::float8 as "asOf"
from webhook_inbox where workspace_id = $1 and event_id = any ($2) and state || '' <> 'stored'${copies.join('')}`;

/** For all who wait in a connection at once, without any object or payload. */
export const awaitedChanges = (
  { workspaceId, provider }: Connection,
  { events, objects }: AwaitedIds,
): Statement<Arrived[]> => ({
  name: 'awaitedChanges',
  text,
  values: [workspaceId, events.map(storableText), provider, objects.map(storableText)],
  read: (rows) => rows as unknown as Arrived[],
});
