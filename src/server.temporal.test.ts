import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestService, type TestService } from '../test/support/service.ts';
import { eventBody, signature, webhookPath } from '../test/support/webhooks.ts';
import { readServerConfig } from './config/config.ts';
import { startServer, type RunningServer } from './server.ts';

let service: TestService;
let server: RunningServer;
const adminKey = randomBytes(24).toString('hex');

beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
  const { database, temporal, credentialKeys, providers } = service.config;
  server = await startServer(
    readServerConfig({
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
      TEMPORAL_TASK_QUEUE: temporal.taskQueue,
      CREDENTIAL_KEYS: credentialKeys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','),
      STRIPE_API_BASE: providers.stripe.apiBase,
      ADMIN_API_KEY: adminKey,
      PUBLIC_BASE_URL: 'http://localhost',
      PORT: '0',
      LOG_LEVEL: 'error',
      WEBHOOK_STATEMENT_SECONDS: '1',
    }),
  );
});
afterAll(async () => {
  await server.stop();
  await service.stop();
});

async function ask(method: string, path: string, body?: unknown, key = adminKey) {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is JSON of any shape
  const answer: any = await response.json();
  return { status: response.status, answer };
}

it('takes a merchant from nothing to a copy of the account, over HTTP alone', async () => {
  expect((await ask('GET', '/readyz')).status).toBe(200);
  service.simulator.createAccount({
    keys: ['sk_test_journey_1234'],
    customers: 120,
    products: 5,
    prices: 10,
    limits: 'off',
  });

  const { id } = (await ask('POST', '/api/v1/workspaces', { name: 'Merchant' })).answer;
  const at = `/api/v1/workspaces/${id}`;
  const { key } = (await ask('POST', `${at}/api-keys`, { name: 'shop', role: 'owner' })).answer;
  const configured = await ask(
    'POST',
    `${at}/payment-providers/stripe`,
    { api_key: 'sk_test_journey_1234' },
    key,
  );
  expect(configured.status).toBe(200);

  const started = await ask('POST', `${at}/sync/stripe/initial`, { batch_size: 50 }, key);
  expect(started.status).toBe(201);
  const session = () => ask('GET', `${at}/sync/sessions/${started.answer.session_id}`, undefined, key);
  await expect
    .poll(async () => (await session()).answer.status, { timeout: 30_000, interval: 100 })
    .toBe('completed');
  expect((await session()).answer).toMatchObject({ live: false, error_summary: null });

  const page = (await ask('GET', `${at}/customers?limit=100&include_provider_data=true`, undefined, key))
    .answer;
  const rest = (await ask('GET', `${at}/customers?limit=100&cursor=${page.next_cursor}`, undefined, key))
    .answer;
  expect(page.data.length + rest.data.length).toBe(120);
  expect(page.data[0]).toMatchObject({
    payment_sync_status: 'synced',
    provider_data: { object: 'customer' },
  });
});

it('a webhook that cannot be stored holds no connection for longer than its statement may take', async () => {
  service.simulator.createAccount({ keys: ['sk_test_stuck_1234'], limits: 'off' });
  const { id } = (await ask('POST', '/api/v1/workspaces', { name: 'Stuck' })).answer;
  const secret = 'whsec_set_by_hand';
  const connection = { api_key: 'sk_test_stuck_1234', webhook_secret: secret };
  await ask('POST', `/api/v1/workspaces/${id}/payment-providers/stripe`, connection);
  const send = async () => {
    const body = eventBody();
    const headers = { 'stripe-signature': signature(body, secret), 'content-type': 'application/json' };
    return (await fetch(server.url + webhookPath(id), { method: 'POST', headers, body })).status;
  };
  expect(await send()).toBe(200);
  const owner = new Client({ connectionString: service.config.database.url });
  await owner.connect();
  try {
    await owner.query('begin');
    await owner.query('lock table webhook_inbox in access exclusive mode');
    expect(await Promise.all(Array.from({ length: 8 }, send))).toEqual(Array.from({ length: 8 }, () => 503));
    const held = async () => {
      await owner.query('select pg_stat_clear_snapshot()');
      const { rowCount } = await owner.query(
        `select from pg_stat_activity
         where application_name like '%webhooks' and state <> 'idle' and datname = current_database()`,
      );
      return rowCount;
    };
    // Before the lock goes.
    await expect.poll(held, { timeout: 5_000 }).toBe(0);
  } finally {
    await owner.query('rollback');
    await owner.end();
  }
  expect(await send()).toBe(200);
});
