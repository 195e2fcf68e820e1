import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { workspaceSyncId } from '../../src/contracts/workspace-sync.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { countOf, received, untilSettled } from '../support/inbox.ts';
import type { ConnectedWorkspace } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

const half = 5_000;

let deployment: Deployment;
beforeAll(async () => {
  // The default limit is 1,000 a second, and the simulator is faster.
  deployment = await startDeployment({ env: { WEBHOOK_RATE_LIMIT: '100000' } });
});
afterAll(() => deployment.stop());

test('10,000 webhooks to one workspace are applied, over a killed worker, with under 2,000 history events in all', async () => {
  const { service } = deployment;
  const [first, workspace] = await Promise.all([
    deployment.startWorker(),
    deployment.connect({ customers: half, deliveries: { concurrency: 50 } }),
  ]);
  const { workspaceId, account } = workspace;
  const full = await deployment.startSync(workspaceId, 'initial');
  expect((await service.ended(workspaceId, full)).status).toBe('completed');
  // Events of the second of a listing are fetched one by one; this test is about numbers.
  await sleep(2_500);
  for (let i = 0; i < half; i += 1) {
    account.customers.update(account.customers.idAt(i), { name: `Changed ${i}` });
    account.customers.create({ name: `New ${i}` });
  }
  while (!(await some(workspace, 'applied'))) await sleep(20);
  process.kill(first.pid, 'SIGKILL');
  // No worker drains now, and deliveries still arrive: a batch may have ended at the moment of the kill.
  await expect.poll(() => some(workspace, 'stored'), { timeout: 20_000 }).toBe(true);

  await deployment.startWorker();
  const { byStatus } = await account.deliveries.settled(60_000);
  expect(byStatus).toEqual({ 200: 2 * half });
  await untilSettled(service, [workspace]);
  const states = await received(service, workspace);
  expect(states.size).toBe(2 * half);
  expect(countOf(states, 'applied')).toBe(2 * half);
  await expectCopyEqualsAccount(service, workspace);
  expect(await historyEvents(workspace)).toBeLessThan(2_000);
});

async function some({ workspaceId }: ConnectedWorkspace, state: 'applied' | 'stored'): Promise<boolean> {
  const { db } = deployment.service;
  return (await db.inWorkspace(workspaceId, (ws) => ws.inbox.list({ limit: 1, state }))).length > 0;
}

/** Of all runs of the workspace's workflow, also those that Temporal's list shows a moment later. */
async function historyEvents({ workspaceId }: ConnectedWorkspace): Promise<number> {
  const { client } = deployment.service.temporal;
  const id = workspaceSyncId(stripeOf(workspaceId));
  const { runId } = await client.workflow.getHandle(id).describe();
  for (;;) {
    const runs = [];
    for await (const run of client.workflow.list({ query: `WorkflowId = '${id}'` })) runs.push(run.runId);
    if (runs.includes(runId)) {
      const described = await Promise.all(runs.map((run) => client.workflow.getHandle(id, run).describe()));
      return described.reduce((sum, { historyLength }) => sum + historyLength, 0);
    }
    await sleep(100);
  }
}
