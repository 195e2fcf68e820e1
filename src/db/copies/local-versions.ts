import type { ConflictPolicy } from '../../domain/conflict-policy.ts';
import type { TypedColumn } from './typed-columns.ts';

/**
 * The part of the bulk statements that knows of rows which the platform changed by itself (SPEC S6). A statement reads
 * such a row whole, as `mine`, and decides by it before it writes; any other row costs it a comparison or two.
 */
const changedLocally = (t: string): string =>
  `${t}.source = 'local' and ${t}.payment_sync_status <> 'synced' and ${t}.provider_digest is not null`;

/** The row `t`, where it has a change of the platform's that the provider has not confirmed; else null. */
export const mine = (t: string): string => `case when ${changedLocally(t)} then ${t} end`;

/**
 * The columns in which `mine` and the provider's object `o` differ, where `mine` was based on another object than this
 * one. None: what the platform changed has arrived at the provider, and nothing is in conflict.
 */
export const differing = (row: string, digest: string, columns: readonly TypedColumn[]): string => `
    case when (${row}).provider_digest <> ${digest} then ${differences(row, columns)} end`;

/** The columns in which `row` and the provider's object `o` differ. */
export const differences = (row: string, columns: readonly TypedColumn[]): string => `
    array_remove(array[
      case when (${row}).deleted_at is not null then 'deleted_at' end,
      ${columns.map(({ column, from }) => `case when (${row}).${column} is distinct from ${from} then '${column}' end`).join(',\n      ')}
    ], null)`;

/** Whether `mine` stays: the object is the one that it is based on, or `policy` (a parameter) says so. */
export const kept = (policy: string): string =>
  `((mine).provider_digest = digest or cardinality(differing) > 0 and ${policy} <> 'provider_wins')`;

/** What is inserted of the columns that a row which is kept has otherwise than one that becomes the provider's. */
export const decided = (policy: string, source: string, session: string) => ({
  source: `case when kept then 'local' else ${source} end`,
  session: `case when kept then (mine).source_session_id else ${session} end`,
  syncedAt: 'case when kept then (mine).payment_synced_at else now() end',
  deletedAt: 'case when kept then (mine).deleted_at end',
  status: `case
      when kept is not true then 'synced'
      when (mine).provider_digest = digest then (mine).payment_sync_status
      when ${policy} = 'manual' then 'conflict'
      when (mine).payment_sync_status = 'conflict' then 'pending'
      else (mine).payment_sync_status
    end`,
  /** The version that `mine` becomes; 1 says that the row was not changed locally when it was read. */
  version: 'coalesce((mine).payment_sync_version, 0) + 1',
  typed: ({ column, from }: TypedColumn): string => `case when kept then (mine).${column} else ${from} end`,
});

/**
 * Whether the locked row `t` is still what was decided about: every change of the platform's raises its version, and so
 * does a sync that ends its being changed.
 */
export const stillMine = `
    case excluded.payment_sync_version
      when 1 then (${changedLocally('t')}) is not true
      else t.payment_sync_version + 1 = excluded.payment_sync_version
    end`;

/** Leaves a sync event for every conflict among the rows that were written: what differed, and what was decided. */
export const noteConflicts = (
  from: string,
  parameters: Record<'session' | 'entityType' | 'policy' | 'message', string>,
) => `
  insert into payment_sync_events
    (workspace_id, session_id, provider_name, entity_type, entity_id, external_id, event_type, event_message, event_details)
  select $1, ${parameters.session}, $2, ${parameters.entityType}, w.id, w.external_id, 'entity_conflict', ${parameters.message},
    jsonb_build_object('policy', ${parameters.policy}::text, 'columns', d.differing,
      'kept', case when d.kept then 'local' else 'provider' end)
  from written w join ${from} d using (external_id)
  where cardinality(d.differing) > 0`;

/** What a conflict's sync event says to a person. */
export const conflictMessages: Readonly<Record<ConflictPolicy, string>> = {
  provider_wins: "Changed on both sides: the provider's version replaced the local one.",
  local_wins: 'Changed on both sides: the local version stays, to be sent to the provider.',
  manual: 'Changed on both sides: both versions are kept until somebody decides.',
};
