import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutateSteadily } from '../../../simulator/core/mutate/mutate.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { sessionId, workspaceId as asWorkspaceId } from '../../../src/domain/ids.ts';
import { localKms } from '../../../src/security/kms/local-kms.ts';
import { rewrapDataKeys } from '../../../src/services/credentials/rewrap-data-keys.ts';
import { expectCopyEqualsAccount } from '../../support/account-copy.ts';
import { untilSettled } from '../../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../support/service.ts';
import { startRollingService, type RollingService } from './rolling-service.ts';

const masterKey = (id: string) => ({ id, key: randomBytes(32) });
const [old, fresh] = [masterKey('old'), masterKey('fresh')];
const ring = (...keys: (typeof old)[]) =>
  keys.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(',');
const platformKey = (name: string) => ({ name, key: randomBytes(24).toString('hex') });
const [first, second] = [platformKey('first'), platformKey('second')];
const keyList = (...keys: (typeof first)[]) => keys.map(({ name, key }) => `${name}:${key}`).join(',');

let service: TestService;
let rolling: RollingService;
let workspace: ConnectedWorkspace;
let merchantKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
/** Both are sent with requests in turn. */
let apiKeys: string[] = [first.key];
let seed = 0;

const call = async (method: string, path: string, body?: unknown, key = apiKeys[0]!) => {
  const response = await fetch(rolling.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as Record<string, never>) };
};
const path = () => `/api/v1/workspaces/${workspace.workspaceId}`;

beforeAll(async () => {
  service = await startTestService({}, { CREDENTIAL_KEYS: ring(old), ADMIN_API_KEY: keyList(first) });
  rolling = await startRollingService(service.env);
  const account: Account = service.simulator.createAccount({
    keys: [merchantKey],
    limits: 'off',
    // The first events of a new endpoint can come before its secret is stored. They are refused, and come again.
    deliveries: { retry: { firstMs: 500, factor: 1.5, maxMs: 2_000, forMs: 120_000 } },
    customers: 30,
    products: 2,
    prices: 4,
    subscriptions: 10,
  });
  const { body } = await call('POST', '/api/v1/workspaces', { name: 'Rotating' });
  workspace = { workspaceId: asWorkspaceId(body!['id']!), account };
  const connected = await call('POST', `${path()}/payment-providers/stripe`, { api_key: merchantKey });
  expect(connected.body).toMatchObject({ webhook: { status: 'active' } });
  await syncs('initial');
  const made = await call('POST', `${path()}/api-keys`, { name: 'reader', role: 'viewer' });
  apiKeys = [first.key, made.body!['key']!];
}, 120_000);

afterAll(async () => {
  await rolling.stop();
  await service.stop();
});

async function syncs(mode: 'initial' | 'incremental'): Promise<void> {
  const { status, body } = await call('POST', `${path()}/sync/stripe/${mode}`);
  expect(status).toBe(201);
  const session = await service.ended(workspace.workspaceId, sessionId(body!['session_id']!));
  expect(session).toMatchObject({ status: 'completed', errorSummary: null });
}

/** Requests of both keys and the account's webhooks, while `rotate` works: none fails, and no event is lost. */
async function underLoad(rotate: () => Promise<void>): Promise<void> {
  const { account } = workspace;
  const over = new AbortController();
  const failed: unknown[] = [];
  let answered = 0;
  const reading = (async () => {
    for (let n = 0; !over.signal.aborted; n++) {
      for (const what of ['/customers?limit=5', '/payment-providers', '/sync/stripe/status']) {
        const key = apiKeys[n % apiKeys.length]!;
        const { status, body } = await call('GET', `${path()}${what}`, undefined, key);
        if (status === 200) answered++;
        else failed.push({ what, status, body });
      }
      await sleep(10);
    }
  })();
  const changing = mutateSteadily(account, { count: 60, perSecond: 30, seed: ++seed });
  try {
    await rotate();
    await changing.done;
  } finally {
    over.abort();
  }
  await reading;
  expect(failed).toEqual([]);
  expect(answered).toBeGreaterThan(10);
  const { byState } = await account.deliveries.settled(60_000);
  expect(byState).toMatchObject({ lost: 0, waiting: 0, given_up: 0 });
  await untilSettled(service, [workspace]);
  await expectCopyEqualsAccount(service, workspace);
}

test('the ring of master keys: a new one behind, then in front, all wrapped with it, the old one out', async () => {
  await underLoad(async () => {
    await rolling.restart({ CREDENTIAL_KEYS: ring(old, fresh) });
    await rolling.restart({ CREDENTIAL_KEYS: ring(fresh, old) });
    const caller = { actor: 'command:keys:rotate', requestId: null, remoteAddress: null };
    const kms = localKms([fresh, old]);
    const { unreadable, left } = await rewrapDataKeys({ db: service.db, kms }, caller);
    expect({ unreadable, left: [...left.keys()] }).toEqual({ unreadable: [], left: ['fresh'] });
    await rolling.restart({ CREDENTIAL_KEYS: ring(fresh) });
  });
  await syncs('incremental');
}, 240_000);

test('the merchant’s key at the provider: the new one is given, then the old one is revoked', async () => {
  const next = `sk_live_${randomUUID().replaceAll('-', '')}`;
  await underLoad(async () => {
    workspace.account.addKey(next);
    const changed = await call('PATCH', `${path()}/payment-providers/stripe`, { api_key: next });
    expect(changed.status).toBe(200);
    workspace.account.revokeKey(merchantKey);
    await syncs('incremental');
  });
  merchantKey = next;
}, 240_000);

test('the webhook secret, twice, while webhooks come that either has signed', async () => {
  await underLoad(async () => {
    for (let n = 0; n < 2; n++) {
      const rotated = await call('POST', `${path()}/payment-providers/stripe/webhook/rotate`);
      expect(rotated.body).toMatchObject({ webhook: { status: 'active' } });
      await sleep(300);
    }
  });
}, 240_000);

test('a key of the platform: both are good until all callers have the new one', async () => {
  const admin = { CREDENTIAL_KEYS: ring(fresh) };
  await underLoad(async () => {
    await rolling.restart({ ...admin, ADMIN_API_KEY: keyList(first, second) });
    apiKeys = [second.key, apiKeys[1]!];
    // The last requests with the old one are answered before it goes.
    await sleep(500);
    await rolling.restart({ ...admin, ADMIN_API_KEY: keyList(second) });
  });
  expect((await call('GET', path(), undefined, first.key)).status).toBe(401);
  expect((await call('GET', path(), undefined, second.key)).status).toBe(200);
}, 240_000);
