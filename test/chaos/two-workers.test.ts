import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceSyncId } from '../../src/contracts/workspace-sync.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { afterRequests } from '../support/requests-of.ts';
import type { ConnectedWorkspace } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

const tenants = 20;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await startDeployment();
});
afterAll(() => deployment.stop());

test('of two workers one is killed while twenty workspaces sync: the other brings all of them to their end', async () => {
  const { service } = deployment;
  const [first] = await Promise.all([deployment.startWorker(), deployment.startWorker()]);
  const workspaces = await Promise.all(
    Array.from({ length: tenants }, (_, seed) =>
      deployment.connect({
        seed,
        customers: 200,
        products: 20,
        prices: 40,
        subscriptions: 100,
        latency: { fixedMs: 300 },
      }),
    ),
  );
  const sessions = await Promise.all(
    workspaces.map(({ workspaceId }) =>
      deployment.startSync(workspaceId, 'initial', { batch_size: 10, max_concurrent_workers: 2 }),
    ),
  );
  await Promise.all(workspaces.map(({ account }) => afterRequests(account, 8)));
  const busy = await Promise.all(workspaces.map(workersOf));
  expect(busy.flat().some((worker) => worker.startsWith(`${first.pid}@`))).toBe(true);
  process.kill(first.pid, 'SIGKILL');

  const ended = await Promise.all(
    sessions.map((id, i) => service.ended(workspaces[i]!.workspaceId, id, 120_000)),
  );
  expect(ended.map(({ status }) => status)).toEqual(workspaces.map(() => 'completed'));
  for (const workspace of workspaces) await expectCopyEqualsAccount(service, workspace);
});

/** The workers that run the workspace's activities: process ids and hosts. */
async function workersOf({ workspaceId }: ConnectedWorkspace): Promise<string[]> {
  const { workflow } = deployment.service.temporal.client;
  const { raw } = await workflow.getHandle(workspaceSyncId(stripeOf(workspaceId))).describe();
  return (raw.pendingActivities ?? []).map(({ lastWorkerIdentity }) => lastWorkerIdentity ?? '');
}
