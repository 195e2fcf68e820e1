export type Privilege = 'select' | 'insert' | 'update' | 'delete';

/** A table's differences from the rules of table-settings.ts. */
export interface TableException {
  /** The column with the workspace's id, if it is not `workspace_id`. */
  readonly workspaceKey?: string;
  /** The privileges of the application's role. Default: all four. */
  readonly app?: readonly Privilege[];
  /** The privileges of the system role in every workspace, on whole rows or on these columns. Default: none. */
  readonly system?: Readonly<Partial<Record<Privilege, 'rows' | readonly string[]>>>;
  /** Triggers as `pg_get_triggerdef` prints them, without `CREATE TRIGGER` and the table. */
  readonly triggers?: readonly TableTrigger[];
}

export interface TableTrigger {
  readonly name: string;
  /** `AFTER INSERT`, … */
  readonly event: string;
  /** `FOR EACH ROW`, … */
  readonly scope: string;
  /** A function without parameters (drizzle/0000_functions.sql). */
  readonly calls: string;
}

/** Tells API processes of changes to those who may call them. */
const accessTrigger: TableTrigger = {
  name: 'api_access_changed',
  event: 'AFTER DELETE OR UPDATE',
  scope: 'FOR EACH ROW',
  calls: 'api_access_changed',
};

/** By the table's name. */
export const exceptions: Readonly<Record<string, TableException>> = {
  // Of no workspace: workers compare their mappings with it.
  entity_mappings: { system: { select: 'rows', insert: 'rows', update: 'rows' } },
  workspaces: {
    workspaceKey: 'id',
    app: ['select', 'update'],
    system: { select: 'rows', insert: 'rows' },
    triggers: [accessTrigger],
  },
  api_keys: { triggers: [accessTrigger] },
  // Append-only. A new workspace's first entry is written by the role that makes it, and the platform reads all entries.
  audit_log: { app: ['select', 'insert'], system: { select: 'rows', insert: 'rows' } },
  // Triggers add to the counts and folding replaces them: no count is changed in place.
  payment_sync_counts: { app: ['select', 'insert', 'delete'], system: { select: 'rows' } },
  // Finds sessions whose workflow is gone, and admits sessions across workspaces: it changes nothing else of one.
  payment_sync_sessions: {
    system: { select: 'rows', update: ['status', 'waiting_since', 'started_at', 'updated_at'] },
  },
  // The sweep finds inboxes without a drain, and marks them as woken.
  sync_inboxes: { system: { select: 'rows', update: 'rows' } },
  // Metrics and analytics: how many events wait and how long others did, and of which budget how much is used.
  webhook_inbox: {
    system: {
      select: ['workspace_id', 'payment_provider', 'event_day', 'state', 'received_at', 'state_at'],
    },
  },
  sync_reads: { system: { select: 'rows' } },
  // The repair of Temporal's schedules reads them all.
  sync_schedules: { system: { select: 'rows' } },
  // The outbox: the system role hands what is in it to the receivers of a workspace and of the platform.
  notifications: {
    app: ['select', 'insert', 'delete'],
    system: { select: 'rows', insert: 'rows', delete: 'rows' },
  },
  // Which rows receivers know of: written by the sweep alone.
  told_rows: {
    app: ['select', 'delete'],
    system: { select: 'rows', insert: 'rows', update: 'rows', delete: 'rows' },
  },
  // Never an address or a secret, only whom to wake.
  receivers: {
    system: {
      select: [
        'workspace_id',
        'id',
        'types',
        'disabled_at',
        'disabled_reason',
        'failing_since',
        'held_until',
        'woken_at',
      ],
      update: ['woken_at'],
    },
  },
  deliveries: {
    system: { select: ['workspace_id', 'receiver_id', 'id', 'state', 'due_at'], insert: 'rows' },
  },
  // Which master key wrapped them, never the keys.
  workspace_data_keys: { system: { select: ['workspace_id', 'wrapped_by'] } },
  workspace_payment_configs: {
    // Never the credentials, only whether there are any: no job across workspaces needs more.
    system: {
      select: [
        // The overview finds by it what has changed.
        'xmin',
        'workspace_id',
        'id',
        'provider_name',
        'account_id',
        'livemode',
        'through_platform',
        'entity_types',
        'is_active',
        'last_sync_at',
        'sync_status',
        'created_at',
        'has_credentials',
        'has_webhook_secret',
        'webhook_check_due_at',
        'webhook_problem',
        'webhook_refused_at',
        'webhook_gap_since',
        'last_outcome',
        'last_ended_at',
        'last_problem',
        'complete_at',
        'lateness',
        'read_budget',
      ],
    },
    triggers: [
      {
        name: 'payment_config_changed',
        event: 'AFTER INSERT OR DELETE OR UPDATE',
        scope: 'FOR EACH ROW',
        calls: 'payment_config_changed',
      },
    ],
  },
};
