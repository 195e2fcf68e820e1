import { expect } from 'vitest';
import { activityTest } from '../../test/support/activities/activity-test.ts';
import { closeSession } from './sessions/close-session.ts';

const it = activityTest.override('spec', { customers: 30, products: 2 });

const event = (id: string, type: string, object: object) =>
  JSON.stringify({
    id,
    object: 'event',
    type,
    created: Math.floor(Date.now() / 1000) - 90,
    livemode: false,
    api_version: null,
    data: { object },
  });

it('a slice counts the objects that it listed, by workspace and entity', async ({
  list,
  recorded,
  workspace,
}) => {
  await list('customers', 'products');
  const counted = recorded.of('workspace_sync_entities_processed_total');
  expect(counted[`customers stripe ${workspace}`]).toBe(30);
  expect(counted[`products stripe ${workspace}`]).toBe(2);
  expect(recorded.of('workspace_sync_page_write_seconds')).toHaveProperty('customers stripe');
});

it("a drain counts events by type and outcome, and a stranger's types as one", async ({
  drain,
  recorded,
  workspace,
}) => {
  const before = recorded.of('workspace_sync_event_age_seconds')['stripe'] ?? 0;
  await drain([
    event('evt_1', 'customer.updated', { id: 'cus_x', object: 'customer', created: 1 }),
    event('evt_2', 'invented.type.1', { id: 'x', object: 'invented' }),
    event('evt_3', 'invented.type.2', { id: 'y', object: 'invented' }),
  ]);
  const events = Object.entries(recorded.of('workspace_webhook_events_total')).filter(([key]) =>
    key.endsWith(workspace),
  );
  expect(events).toContainEqual([`other stripe ignored ${workspace}`, 2]);
  expect(events.filter(([key]) => key.startsWith('customer.updated '))).toHaveLength(1);
  expect(recorded.of('workspace_sync_event_age_seconds')['stripe']! - before).toBeGreaterThanOrEqual(90);
});

it('a session that ends is counted once, with its problems, however often its activity is tried', async ({
  environment,
  deps,
  session,
  recorded,
  inWorkspace,
  workspace,
}) => {
  await inWorkspace((ws) => ws.sessions.transition(session.sessionId, 'running'));
  const problems = [{ code: 'provider_unauthorized', message: 'Stripe does not accept the key.' }] as const;
  const workflows = { tellAdmitted: async () => {} } as unknown as typeof deps.workflows;
  const close = () =>
    closeSession(
      { ...deps, workflows, maxConcurrentSyncs: 10 },
      { session, status: 'failed', progress: null, problems },
    );
  await environment.run(close);
  await environment.run(close);
  expect(recorded.of('workspace_sync_sessions_total')).toEqual({ 'stripe initial_sync failed': 1 });
  expect(recorded.of('workspace_sync_errors_total')).toEqual({
    [`provider_unauthorized stripe ${workspace}`]: 1,
  });
  expect(Object.keys(recorded.of('workspace_sync_duration_seconds'))).toEqual([
    `customers stripe failed ${workspace}`,
  ]);
});
