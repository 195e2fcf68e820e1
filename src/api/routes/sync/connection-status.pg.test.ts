import { expect } from 'vitest';
import { accountTest } from '../../../../test/support/api-test.ts';
import { beginSync, endSync } from '../../../../test/support/begin-sync.ts';
import { inboxEvent } from '../../../../test/support/seed.ts';
import type { SyncOutcome } from '../../../domain/session-state.ts';

const it = accountTest
  .extend('status', ({ api, workspace, key }) => async (headers: Record<string, string> = {}) => {
    return await api.request('GET', `/api/v1/workspaces/${workspace}/sync/stripe/status`, { key, headers });
  })
  .extend('schedule', ({ api, workspace, key }) => async () => {
    const body = { every_seconds: 3_600 };
    const path = `/api/v1/workspaces/${workspace}/sync/stripe/schedule`;
    expect((await api.request('PUT', path, { key, body })).status).toBe(200);
  })
  /** Begins a full session of these entities; resolves to a function that ends it. */
  .extend('start', ({ api, workspace }) => async (...entityTypes: ('customers' | 'prices')[]) => {
    const id = await api.db.inWorkspace(workspace, (ws) => beginSync(ws, entityTypes));
    return (outcome: SyncOutcome, problem?: { code: string; message: string }) =>
      api.db.inWorkspace(workspace, (ws) => endSync(ws, id, outcome, problem));
  });

it('says that nothing was copied yet, and what to do', async ({ configure, status }) => {
  expect((await status()).status).toBe(404);
  await configure();
  expect(await status()).toMatchObject({
    status: 200,
    body: {
      provider: 'stripe',
      state: 'never_synced',
      sentence: 'Nothing has been copied yet. Start a full sync.',
      complete_at: null,
      session: null,
      last_sync: null,
      next_sync_at: null,
    },
  });
});

it('follows a sync from its start over its end to the next', async ({
  configure,
  status,
  start,
  schedule,
}) => {
  await configure({ entity_types: ['customers'] });
  const end = await start('customers');
  const running = (await status()).body;
  expect(running).toMatchObject({ state: 'syncing', reasons: ['sync_running', 'never_complete'] });
  expect(running.session).toMatchObject({ session_type: 'initial_sync', status: 'running' });
  await end('completed');
  await schedule();
  const complete = (await status()).body;
  expect(complete).toMatchObject({
    state: 'current',
    reasons: [],
    session: null,
    last_sync: { outcome: 'completed', problem: null },
  });
  expect(complete.sentence).toMatch(/^The copy was complete at \d{4}-\d\d-\d\d \d\d:\d\d UTC, and webhooks /);
});

it('names the problem of a sync that failed, and what a person can do about it', async ({
  configure,
  status,
  start,
}) => {
  await configure();
  const message = 'Stripe does not accept the key.';
  await (
    await start('customers')
  )('failed', { code: 'provider_unauthorized', message });
  expect((await status()).body).toMatchObject({
    state: 'action_required',
    sentence: expect.stringMatching(/Stripe does not accept the key\. Give a new key\.$/),
    last_sync: { outcome: 'failed', problem: { code: 'provider_unauthorized', message } },
  });
  await (
    await start('customers')
  )('cancelled');
  expect((await status()).body).toMatchObject({
    state: 'incomplete',
    reasons: ['last_sync_cancelled', 'never_complete'],
  });
});

it('does not call a copy complete because one of its entities is', async ({ configure, status, start }) => {
  await configure({ entity_types: ['customers', 'prices'] });
  await (
    await start('customers')
  )('completed');
  expect((await status()).body.complete_at).toBeNull();
  await (
    await start('customers', 'prices')
  )('completed');
  const { complete_at: before } = (await status()).body;
  expect(before).not.toBeNull();
  await (
    await start('prices')
  )('failed', { code: 'provider_unavailable', message: 'Stripe is away.' });
  await (
    await start('customers')
  )('completed');
  expect((await status()).body.complete_at).toBe(before);
});

it('counts events that wait, and what was switched off', async ({
  api,
  workspace,
  configure,
  status,
  start,
  call,
}) => {
  await configure({ entity_types: ['customers'] });
  await (
    await start('customers')
  )('completed');
  await api.db.inWorkspace(workspace, (ws) => ws.inbox.store('stripe', [inboxEvent('evt_1')]));
  const waiting = (await status()).body;
  expect(waiting.events_waiting_since).toEqual(expect.any(String));
  expect(waiting.sentence).toMatch(/changes since .* are waiting to be applied/);
  await call('PATCH', { is_active: false });
  expect((await status()).body).toMatchObject({
    state: 'paused',
    sentence: expect.stringMatching(/Switch it on to go on\.$/),
  });
  await call('DELETE');
  expect((await status()).body).toMatchObject({ state: 'disconnected' });
});

it('answers 304 while nothing changes', async ({ configure, status, start }) => {
  await configure();
  const tag = (await status()).headers.get('etag')!;
  expect((await status({ 'if-none-match': tag })).status).toBe(304);
  await start('customers');
  expect((await status({ 'if-none-match': tag })).status).toBe(200);
});

it('is known while Temporal is away', async ({ api, configure, status, schedule }) => {
  await configure();
  await schedule();
  api.schedules.away = true;
  expect((await status()).body).toMatchObject({ state: 'never_synced', next_sync_at: null });
  api.schedules.away = false;
});
