import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import { holds, type TypedColumn } from './typed-columns.ts';

/**
 * The part of the bulk statements that deals with rows which the platform has changed. A statement reads such a row whole,
 * as `local`, and decides by it before it writes; any other row costs it a comparison or two.
 */
export const changedLocally = (t: string): string =>
  `${t}.source = 'local' and ${t}.payment_sync_status <> 'synced' and ${t}.provider_digest is not null`;

/** The row `t`, if it has a change of the platform's that the provider has not confirmed; else null. */
export const localRow = (t: string): string => `case when ${changedLocally(t)} then ${t} end`;

/**
 * The columns in which `local` and the provider's object `o` differ, if `local` was based on another object than this one.
 * None: the platform's change has arrived at the provider, and nothing is in conflict.
 */
export const differing = (row: string, digest: string, columns: readonly TypedColumn[]): string => `
    case when not ${holds(`(${row})`, 'o', digest)} then ${differences(row, columns)} end`;

/** The columns in which `row` and the provider's object `o` differ. */
export const differences = (row: string, columns: readonly TypedColumn[]): string => `
    array_remove(array[
      case when (${row}).deleted_at is not null then 'deleted_at' end,
      ${columns.map(({ column, from }) => `case when (${row}).${column} is distinct from ${from} then '${column}' end`).join(',\n      ')}
    ], null)`;

/** Whether `local` is based on the very object `o` that came. */
const basedOnIt = holds('(local)', 'o', 'digest');

/** Whether `local` stays: it is based on this very object, or `policy` (a parameter) says so. */
export const keepLocal = (policy: string): string =>
  `(${basedOnIt} or cardinality(differing) > 0 and ${policy} <> 'provider_wins')`;

/** The values of a row of which `keep_local` says whether the platform's version stays or becomes the provider's. */
export const keptOrProvider = (parameter: Record<'policy' | 'session', string>, source: string) => ({
  source: `case when keep_local then 'local' else ${source} end`,
  sessionId: `case when keep_local then (local).source_session_id else ${parameter.session} end`,
  syncedAt: 'case when keep_local then (local).payment_synced_at else now() end',
  deletedAt: 'case when keep_local then (local).deleted_at end',
  status: `case
      when keep_local is not true then 'synced'
      when ${basedOnIt} then (local).payment_sync_status
      when ${parameter.policy} = 'manual' then 'conflict'
      when (local).payment_sync_status = 'conflict' then 'pending'
      else (local).payment_sync_status
    end`,
  /** The version that `local` becomes; 1 says that the row had no local change when it was read. */
  version: 'coalesce((local).payment_sync_version, 0) + 1',
  typed: ({ column, from }: TypedColumn): string =>
    `case when keep_local then (local).${column} else ${from} end`,
});

/**
 * Whether the locked row `t` is still the one that the statement decided about: each change of the platform's raises its
 * version, and so does a sync that ends its being changed.
 */
export const localUnchanged = `
    case excluded.payment_sync_version
      when 1 then (${changedLocally('t')}) is not true
      else t.payment_sync_version + 1 = excluded.payment_sync_version
    end`;

/** Adds a sync event for each conflict among the written rows: the differing columns, and which version was kept. */
export const addConflictEvents = (
  from: string,
  parameter: Record<
    'workspace' | 'provider' | 'session' | 'entityType' | 'policy' | 'conflictMessage',
    string
  >,
) => `
  insert into payment_sync_events
    (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type, event_message, event_details)
  select ${parameter.workspace}, ${parameter.session}, ${parameter.provider}, ${parameter.entityType}, w.id, w.external_id,
    'entity_conflict', ${parameter.conflictMessage},
    jsonb_build_object('policy', ${parameter.policy}::text, 'columns', d.differing,
      'kept', case when d.keep_local then 'local' else 'provider' end)
  from written w join ${from} d using (external_id)
  where cardinality(d.differing) > 0`;

/** What a conflict's sync event says to a person. */
export const conflictMessages: Readonly<Record<ConflictPolicy, string>> = {
  provider_wins: "Changed on both sides: the provider's version replaced the local one.",
  local_wins: 'Changed on both sides: the local version stays, to be sent to the provider.',
  manual: 'Changed on both sides: both versions are kept until somebody decides.',
};
