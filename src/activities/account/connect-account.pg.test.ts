import { randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { stripeProvider } from '../../providers/stripe/stripe-provider.ts';
import { sealCredentials } from '../../security/credentials.ts';
import { createKeyring } from '../../security/keyring.ts';
import { withAccount, type ConnectedAccount } from './connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';

let clone: TestDatabase;
let db: Database;
let simulator: Simulator;
let deps: ActivityDependencies;
let account: Account;
let workspaceId: WorkspaceId;
let environment: MockActivityEnvironment;
let keys = 0;

beforeAll(async () => {
  clone = await createTestDatabase();
  simulator = await startSimulator();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  deps = {
    db,
    providers: { stripe: stripeProvider({ apiBase: simulator.url }) },
    keyring: createKeyring([{ id: 'test', key: randomBytes(32) }]),
  } as unknown as ActivityDependencies;
});
beforeEach(async () => {
  environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  workspaceId = await emptyWorkspace(db);
  const apiKey = `sk_test_metered${++keys}`;
  account = simulator.createAccount({ keys: [apiKey], limits: 'off', customers: 3 });
  const connection = { workspaceId, provider: 'stripe' } as const;
  await db.inWorkspace(workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.connect({
      providerName: 'stripe',
      credentialsEncrypted: sealCredentials(deps.keyring, connection, { api_key: apiKey }),
      credentialsHint: '0000',
      accountId: account.id,
      accountCreatedAt: null,
      livemode: false,
      webhookUrl: null,
    }),
  );
});
afterAll(async () => {
  await Promise.all([db.close(), simulator.stop()]);
  await clone.drop();
});

const allowance = { total: 1_000, endpoint: 1_000 };
const asked = (): number => account.requests.list().length;
const used = async (): Promise<number> =>
  (await db.inWorkspace(workspaceId, ({ reads }) => reads.meter('stripe'))).used;
const run = <T>(work: (connected: ConnectedAccount) => Promise<T>, having = deps): Promise<T> =>
  environment.run(() => withAccount(having, { workspaceId, provider: 'stripe' }, allowance, work));
const unforeseen = new SyncError('internal', 'something unforeseen');

it('every request is counted once, also those that were refused and sent again', async () => {
  account.faults.add({ path: '^/v1/', action: { kind: 'status', status: 500 }, times: 1 });
  account.faults.add({ path: '^/v1/', action: { kind: 'lock_timeout' }, times: 1 });
  await run(async ({ account: stripe }) => {
    await stripe.identify();
    await stripe.identify();
  });
  expect(asked()).toBe(4);
  expect(await used()).toBe(4);
});

it('work that asks nothing leaves no trace', async () => {
  expect(await run(async () => 'done')).toBe('done');
  expect(await used()).toBe(0);
});

it('what was asked before work fails is counted, and its error is the one that is heard', async () => {
  const failed = run(async ({ account: stripe }) => {
    await stripe.identify();
    throw unforeseen;
  });
  await expect(failed).rejects.toBe(unforeseen);
  expect(await used()).toBe(1);
});

it('what was asked before a cancellation is counted', async () => {
  const cancelled = run(async ({ account: stripe }) => {
    await stripe.identify();
    environment.cancel();
    await stripe.identify();
  });
  await expect(cancelled).rejects.toMatchObject({ name: 'CancelledFailure' });
  expect(asked()).toBe(1);
  expect(await used()).toBe(1);
});

it('nothing is asked any more after the work has ended: it would be counted by nobody', async () => {
  let left: Promise<unknown> = Promise.resolve();
  await run(async ({ account: stripe }) => {
    await stripe.identify();
    left = (async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await stripe.identify();
    })();
    left.catch(() => {});
  });
  await expect(left).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked()).toBe(1);
  expect(await used()).toBe(1);
});

it('a meter that cannot be written changes nothing of how the work ends', async () => {
  let calls = 0;
  const inWorkspace: Database['inWorkspace'] = (workspace, work) =>
    ++calls === 1
      ? db.inWorkspace(workspace, work)
      : Promise.reject(new SyncError('database_unavailable', 'away'));
  const having = (): ActivityDependencies => {
    calls = 0;
    return { ...deps, db: { ...db, inWorkspace } };
  };
  const identify = ({ account: stripe }: ConnectedAccount) => stripe.identify();
  await expect(run(identify, having())).resolves.toMatchObject({ accountId: account.id });
  const failed = run(async (connected) => {
    await identify(connected);
    throw unforeseen;
  }, having());
  await expect(failed).rejects.toBe(unforeseen);
});
