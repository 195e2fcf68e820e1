import { buckets, metric } from './definition.ts';
import { workerMetrics } from './worker-definitions.ts';

/** Every replica of the API reads them from the database, so all say the same. */
const same = 'Every API says the same: max by (…), never sum';

/** What the API counts and measures itself. */
export const apiMetrics = {
  webhookEvents: workerMetrics.webhookEvents,
  buildInfo: workerMetrics.buildInfo,
  databaseConnections: workerMetrics.databaseConnections,
  webhooksRefused: metric({
    name: 'workspace_sync_webhooks_refused_total',
    kind: 'counter',
    help: 'Webhooks that were not accepted, by the code of the answer',
    labels: ['provider', 'reason'],
  }),
  requestDuration: metric({
    name: 'workspace_sync_http_request_duration_seconds',
    kind: 'histogram',
    help: 'Duration of requests to the API, webhooks not included',
    labels: ['method', 'route', 'status'],
    buckets: buckets.request,
  }),
  collectorErrors: metric({
    name: 'workspace_sync_collector_errors_total',
    kind: 'counter',
    help: 'Times that a part of the state could not be read for the gauges; they then say nothing',
    labels: ['part'],
    from0: [{ part: 'database' }, { part: 'temporal' }, { part: 'capacity' }],
  }),
};

/** What the API reads anew for each scrape, at most every ten seconds. */
export const stateMetrics = {
  activeSessions: metric({
    name: 'workspace_sync_active_sessions_total',
    kind: 'gauge',
    help: `Sessions that wait or run. ${same}. A gauge, despite its name: never rate() it`,
    labels: ['workspace_id', 'provider', 'session_type'],
  }),
  connections: metric({
    name: 'workspace_sync_connections',
    kind: 'gauge',
    help: `Connections by state, as GET /api/v1/overview counts them. ${same}`,
    labels: ['provider', 'state'],
  }),
  failedConnections: metric({
    name: 'workspace_sync_failed_connections',
    kind: 'gauge',
    help: `Connections whose last sync failed, by the code of the cause. ${same}`,
    labels: ['provider', 'error_type'],
  }),
  lastComplete: metric({
    name: 'workspace_sync_last_complete_timestamp_seconds',
    kind: 'gauge',
    help: `When the copy was last complete; without workspaces' names, the oldest. ${same}`,
    labels: ['workspace_id', 'provider'],
  }),
  scheduleInterval: metric({
    name: 'workspace_sync_schedule_interval_seconds',
    kind: 'gauge',
    help: `Time between two runs of the schedule; without workspaces' names, the longest. ${same}`,
    labels: ['workspace_id', 'provider'],
  }),
  readBudgetUsed: metric({
    name: 'workspace_sync_read_budget_used_ratio',
    kind: 'gauge',
    help: `Requests of 30 days as a part of the read budget, where one is set; without workspaces' names, the largest. ${same}`,
    labels: ['workspace_id', 'provider'],
  }),
  webhookEndpoints: metric({
    name: 'workspace_sync_webhook_endpoints',
    kind: 'gauge',
    help: `Connections by their webhook endpoint: working, down, none. ${same}`,
    labels: ['provider', 'state'],
  }),
  admissions: metric({
    name: 'workspace_sync_admissions',
    kind: 'gauge',
    help: `Full and incremental sessions that run, and that wait for admission. ${same}`,
    labels: ['state'],
  }),
  oldestWaiting: metric({
    name: 'workspace_sync_admission_oldest_waiting_timestamp_seconds',
    kind: 'gauge',
    help: `Since when the session has waited that waits longest; absent if none waits. ${same}`,
    labels: ['provider'],
  }),
  unusuallyLong: metric({
    name: 'workspace_sync_unusually_long_sessions',
    kind: 'gauge',
    help: `Running sessions that take more than three times the median of their connection's last ten, and more than ten minutes. ${same}`,
    labels: ['provider'],
  }),
  inboxEvents: metric({
    name: 'workspace_sync_inbox_events',
    kind: 'gauge',
    help: `Events in inboxes that are stored and not yet applied, or quarantined; counted to 100,000. ${same}`,
    labels: ['provider', 'state'],
  }),
  oldestEvent: metric({
    name: 'workspace_sync_inbox_oldest_stored_timestamp_seconds',
    kind: 'gauge',
    help: `When the stored event was received that has waited longest, of connections that work; absent if none waits. ${same}`,
    labels: ['provider'],
  }),
  conflicts: metric({
    name: 'workspace_sync_conflicts',
    kind: 'gauge',
    help: `Rows in conflict, which a person decides about. ${same}`,
    labels: ['provider', 'entity_type'],
  }),
  receivers: metric({
    name: 'payment_sync_webhook_receivers',
    kind: 'gauge',
    help: `Endpoints of the platform and of workspaces: on, failing (for an hour or longer), or switched off because they failed for days or are gone. ${same}`,
    labels: ['state'],
  }),
  deliveriesWaiting: metric({
    name: 'payment_sync_webhook_deliveries_waiting',
    kind: 'gauge',
    help: `Webhooks to them that wait for their first or next attempt; counted to 100,000. ${same}`,
    labels: [],
  }),
  oldestDue: metric({
    name: 'payment_sync_webhook_deliveries_oldest_due_timestamp_seconds',
    kind: 'gauge',
    help: `Since when the next attempt is due that is late longest; absent if none is due. ${same}`,
    labels: [],
  }),
  dataKeys: metric({
    name: 'workspace_sync_data_keys',
    kind: 'gauge',
    help: `Data keys of workspaces by the master key that wrapped them: current (the first of CREDENTIAL_KEYS), old, or missing. ${same}`,
    labels: ['key'],
  }),
  migrationsMissing: metric({
    name: 'workspace_sync_migrations_missing',
    kind: 'gauge',
    help: `Migrations of this release that the database lacks`,
    labels: [],
  }),
  dependencyUp: metric({
    name: 'workspace_sync_dependency_up',
    kind: 'gauge',
    help: 'Whether this API reaches Postgres and Temporal: 1 or 0',
    labels: ['dependency'],
  }),
  taskQueuePollers: metric({
    name: 'workspace_sync_task_queue_pollers',
    kind: 'gauge',
    help: `Pollers of a task queue in the last minutes, as Temporal knows them; 0: no worker. ${same}`,
    labels: ['queue'],
  }),
  taskQueueBacklog: metric({
    name: 'workspace_sync_task_queue_backlog',
    kind: 'gauge',
    help: `Tasks that wait for a worker, about. ${same}`,
    labels: ['queue'],
  }),
  taskQueueAge: metric({
    name: 'workspace_sync_task_queue_oldest_timestamp_seconds',
    kind: 'gauge',
    help: `Since when the oldest task of a queue has waited; now if none waits. ${same}`,
    labels: ['queue'],
  }),
  taskQueueRunning: metric({
    name: 'workspace_sync_task_queue_running',
    kind: 'gauge',
    help: `Tasks that workers have, about: slices and drains. ${same}`,
    labels: ['queue'],
  }),
  workers: metric({
    name: 'workspace_sync_workers',
    kind: 'gauge',
    help: `Workers that asked for tasks in the last minute and a half, as GET /api/v1/capacity counts them. ${same}`,
    labels: [],
  }),
  workersWanted: metric({
    name: 'workspace_sync_workers_wanted',
    kind: 'gauge',
    help: `Workers that the load asks for, as GET /api/v1/capacity says: for an autoscaler. Absent if not known. ${same}`,
    labels: [],
  }),
  collectorDuration: metric({
    name: 'workspace_sync_collector_duration_seconds',
    kind: 'gauge',
    help: 'How long reading the state took the last time',
    labels: ['part'],
  }),
};
