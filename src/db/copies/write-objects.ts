import { keptOrProvider, localUnchanged } from './local-versions.ts';
import type { TypedColumn } from './typed-columns.ts';

/** How one of the bulk statements writes objects. All are SQL. */
export interface ObjectWrite {
  readonly table: string;
  readonly typed: readonly TypedColumn[];
  /** Whether objects have a version of their own, `provider_version`. */
  readonly versioned: boolean;
  readonly parameter: Record<'workspace' | 'provider' | 'policy' | 'session', string>;
  /**
   * The objects `o` with their `external_id`, `digest`, `snapshot_from`, `snapshot_to` and `source_event_at`, and what was
   * decided about their rows: `local`, `keep_local`.
   */
  readonly from: string;
  readonly source: string;
  /** Whether a row `t` that is there becomes `excluded`. */
  readonly replaces: string;
  /** Whether that raises its version. */
  readonly newVersion: string;
  readonly returning: string;
}

/** Inserts the rows that are missing and replaces those that are there, for whichever way their objects came. */
export function writeObjects({ table, typed, versioned, parameter, ...write }: ObjectWrite): string {
  const column = keptOrProvider(parameter, write.source);
  const values: Record<string, string> = {
    provider_data: 'o',
    provider_digest: 'digest',
    snapshot_from: 'snapshot_from',
    snapshot_to: 'snapshot_to',
    source_event_at: 'source_event_at',
    source: column.source,
    source_session_id: column.sessionId,
    payment_sync_status: column.status,
    payment_synced_at: column.syncedAt,
    deleted_at: column.deletedAt,
    ...(versioned && { provider_version: 'provider_version' }),
    ...Object.fromEntries(typed.map((each) => [each.column, column.typed(each)])),
  };
  const columns = Object.keys(values);
  return `
  insert into ${table} as t (workspace_id, payment_provider, external_id, payment_sync_version, ${columns.join(', ')})
  select ${parameter.workspace}, ${parameter.provider}, external_id, ${column.version}, ${Object.values(values).join(', ')}
  from ${write.from}
  order by external_id
  on conflict (workspace_id, payment_provider, external_id) do update set
    ${columns.map((name) => `${name} = excluded.${name}`).join(', ')},
    payment_sync_version = t.payment_sync_version + (${write.newVersion})::int, updated_at = now()
  where ${write.replaces} and ${localUnchanged}
  returning ${write.returning}`;
}
