import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startProcess } from '../../dev/stack/process.ts';
import { scaleWorkers, type ScaledWorkers } from '../../dev/workers/scale-workers.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';

/** So few that five syncs are load. */
const slots = { MIN_CONCURRENT_ACTIVITIES: '2', MAX_CONCURRENT_ACTIVITIES: '2' };

let deployment: Deployment;
let workers: ScaledWorkers;
beforeAll(async () => {
  deployment = await startDeployment({ env: slots });
  const { env } = deployment.service;
  workers = await scaleWorkers({
    start: (onUnexpectedEnd) =>
      startProcess({
        name: 'worker',
        file: 'src/worker.ts',
        env: { ...env, ...slots, LOG_LEVEL: 'info' },
        ready: /worker polling/,
        graceMs: 45_000,
        onUnexpectedEnd,
        print: () => {},
      }),
    wanted: async () => (await capacity()).wanted_workers,
    max: 3,
    everyMs: 500,
    calmMs: 3_000,
    print: () => {},
  });
}, 60_000);
afterAll(async () => {
  await workers?.stop();
  await deployment.stop();
});

const capacity = async () => (await deployment.call('GET', '/api/v1/capacity')).body;

test('workers start under load and stop after it, in the middle of a sync, and nothing is lost', async () => {
  const { service } = deployment;
  expect(await capacity()).toMatchObject({ workers: 1, wanted_workers: 1 });
  const accounts = await Promise.all(
    Array.from({ length: 5 }, (_, seed) =>
      deployment.connect({ seed, customers: 800, latency: { fixedMs: 1_000 } }),
    ),
  );
  const sessions = await Promise.all(
    accounts.map(({ workspaceId }) =>
      deployment.startSync(workspaceId, 'initial', { batch_size: 5, max_concurrent_workers: 1 }),
    ),
  );
  await vi.waitUntil(() => workers.size === 3, { timeout: 60_000 });
  await vi.waitFor(async () => expect((await capacity()).workers).toBe(3), { timeout: 30_000 });
  const loaded = await capacity();
  expect(loaded.admissions).toMatchObject({ running: 5, waiting: 0 });
  const slices = loaded.queues.find(({ queue }: { queue: string }) => queue === 'slices');
  expect(slices).toMatchObject({ tasks_per_worker: 2, workers: 3, wanted_workers: 3 });
  expect(slices.running + slices.backlog).toBe(5);

  const [longest, ...others] = accounts;
  for (const { account } of others) account.latency = {};
  const ended = await Promise.all(
    others.map(({ workspaceId }, i) => service.ended(workspaceId, sessions[i + 1]!, 90_000)),
  );
  await vi.waitUntil(() => workers.size === 1, { timeout: 60_000 });
  expect((await service.session(longest!.workspaceId, sessions[0]!)).status).toBe('running');
  longest!.account.latency = {};
  ended.push(await service.ended(longest!.workspaceId, sessions[0]!, 90_000));
  expect(ended.map(({ status }) => status)).toEqual(accounts.map(() => 'completed'));
  for (const account of accounts) await expectCopyEqualsAccount(service, account);
}, 240_000);
