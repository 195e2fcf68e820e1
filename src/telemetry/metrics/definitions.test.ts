import { expect, it } from 'vitest';
import { stateMetrics } from './api-definitions.ts';
import { workerMetrics } from './worker-definitions.ts';

it('the five metrics that were there first keep their names, kinds and labels, and the buckets begin as theirs', () => {
  const { syncDuration, entitiesProcessed, syncErrors, webhookEvents } = workerMetrics;
  const five = [stateMetrics.activeSessions, syncDuration, entitiesProcessed, syncErrors, webhookEvents];
  expect(five.map(({ name, kind, labels }) => `${kind} ${name} {${labels.join()}}`)).toEqual([
    'gauge workspace_sync_active_sessions_total {workspace_id,provider,session_type}',
    'histogram workspace_sync_duration_seconds {workspace_id,provider,entity_type,status}',
    'counter workspace_sync_entities_processed_total {workspace_id,provider,entity_type}',
    'counter workspace_sync_errors_total {workspace_id,provider,error_type}',
    'counter workspace_webhook_events_total {workspace_id,provider,event_type,status}',
  ]);
  expect(syncDuration.buckets!.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
});
