import { paymentProviders } from '../../domain/payment-provider.ts';
import { buckets, combinations, metric } from './definition.ts';

const provider = paymentProviders;
const skips = [
  'session_busy',
  'read_budget_used',
  'quota_exceeded',
  'provider_not_configured',
  'no_schedule',
] as const;

/** What the sweep does, each a sign that something died or was lost. */
export const sweepActions = ['failed_session', 'woken_inbox', 'woken_receiver'] as const;

/** What workers count and measure, served by Temporal's runtime on METRICS_PORT. */
export const workerMetrics = {
  syncDuration: metric({
    name: 'workspace_sync_duration_seconds',
    kind: 'histogram',
    help: 'Duration of full and incremental syncs, once for each entity of the sync: completed, failed or cancelled',
    labels: ['workspace_id', 'provider', 'entity_type', 'status'],
    buckets: buckets.sync,
  }),
  entitiesProcessed: metric({
    name: 'workspace_sync_entities_processed_total',
    kind: 'counter',
    help: 'Objects that a provider listed, and objects that events changed',
    labels: ['workspace_id', 'provider', 'entity_type'],
  }),
  syncErrors: metric({
    name: 'workspace_sync_errors_total',
    kind: 'counter',
    help: 'Problems of sessions that have ended, by their code',
    labels: ['workspace_id', 'provider', 'error_type'],
  }),
  webhookEvents: metric({
    name: 'workspace_webhook_events_total',
    kind: 'counter',
    help: 'Events: received counts webhooks when they are stored, the other states what became of events from webhooks and lists',
    labels: ['workspace_id', 'provider', 'event_type', 'status'],
  }),
  sessions: metric({
    name: 'workspace_sync_sessions_total',
    kind: 'counter',
    help: 'Sessions that have ended, by how',
    labels: ['provider', 'session_type', 'status'],
    from0: combinations({
      provider,
      session_type: ['initial_sync', 'incremental_sync', 'webhook_sync'],
      status: ['completed', 'failed', 'cancelled'],
    }),
  }),
  eventAge: metric({
    name: 'workspace_sync_event_age_seconds',
    kind: 'histogram',
    help: "Time from the provider's event to the row, of the oldest event in each batch that was applied",
    labels: ['provider'],
    buckets: buckets.age,
  }),
  pageWrite: metric({
    name: 'workspace_sync_page_write_seconds',
    kind: 'histogram',
    help: 'Duration of the transaction that writes a page and its checkpoint',
    labels: ['provider', 'entity_type'],
    buckets: buckets.request,
  }),
  providerRequests: metric({
    name: 'workspace_sync_provider_requests_total',
    kind: 'counter',
    help: 'Requests sent to accounts: ok (also for an object that is gone), rate_limited, or failed',
    labels: ['provider', 'endpoint', 'outcome'],
  }),
  providerRequestDuration: metric({
    name: 'workspace_sync_provider_request_duration_seconds',
    kind: 'histogram',
    help: 'Duration of a request to an account, with or without success',
    labels: ['provider', 'endpoint'],
    buckets: buckets.request,
  }),
  rateLimited: metric({
    name: 'workspace_sync_provider_rate_limited_total',
    kind: 'counter',
    help: "Answers 429, by the limit that was reached: the account's total or an endpoint's",
    labels: ['provider', 'scope'],
    from0: combinations({ provider, scope: ['total', 'endpoint'] }),
  }),
  paceWait: metric({
    name: 'workspace_sync_pace_wait_seconds',
    kind: 'histogram',
    help: "How long a request waited for its account's pace",
    labels: ['provider'],
    buckets: buckets.request,
  }),
  pace: metric({
    name: 'workspace_sync_pace_requests_per_second',
    kind: 'gauge',
    help: "Requests a second that an account's activities may send at this moment (granted), and that its provider allows (limit); 0 while none asks",
    labels: ['workspace_id', 'provider', 'kind'],
    from0: combinations({ workspace_id: [''], provider, kind: ['granted', 'limit'] }),
  }),
  scheduleRuns: metric({
    name: 'workspace_sync_schedule_runs_total',
    kind: 'counter',
    help: 'Runs of schedules: started, failed, or why one was skipped',
    labels: ['provider', 'outcome'],
    from0: combinations({ provider, outcome: ['started', 'failed', ...skips] }),
  }),
  sweepActions: metric({
    name: 'workspace_sync_sweep_actions_total',
    kind: 'counter',
    help: 'What the sweep mended: sessions whose workflow was gone, inboxes and receivers whose wake-up was lost',
    labels: ['action'],
    from0: combinations({ action: sweepActions }),
  }),
  endpointChecks: metric({
    name: 'workspace_sync_webhook_endpoint_checks_total',
    kind: 'counter',
    help: 'Checks of webhook endpoints at providers: ok, unknown, or the code of what is wrong',
    labels: ['provider', 'outcome'],
    from0: combinations({ provider, outcome: ['ok', 'unknown'] }),
  }),
  deliveries: metric({
    name: 'payment_sync_webhook_deliveries_total',
    kind: 'counter',
    help: 'Attempts to send a webhook to an endpoint of the platform or of a workspace: delivered, again (it failed), gone (410)',
    labels: ['outcome'],
    from0: combinations({ outcome: ['delivered', 'again', 'gone'] }),
  }),
  admissionLimit: metric({
    name: 'workspace_sync_admission_limit',
    kind: 'gauge',
    help: 'MAX_CONCURRENT_SYNCS of this worker: set the same for every worker',
    labels: [],
  }),
  databaseConnections: metric({
    name: 'workspace_sync_database_connections',
    kind: 'gauge',
    help: "A process's connections to Postgres: in use, idle, and how many callers wait for one, by pool (api, webhooks, worker)",
    labels: ['pool', 'state'],
  }),
  listingSlots: metric({
    name: 'workspace_sync_listing_slots',
    kind: 'gauge',
    help: "A worker's slots for pages: those that are held and readers that wait, for a page in memory (pages) or for writing it (writes)",
    labels: ['kind', 'state'],
  }),
  buildInfo: metric({
    name: 'payment_sync_build_info',
    kind: 'gauge',
    help: 'Always 1; the release and its Node are labels',
    labels: ['version', 'node'],
  }),
};
