import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SyncSession } from '../../src/db/sessions/sync-sessions.ts';
import type { SessionId } from '../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { untilSettled } from '../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

const limit = 2;
let service: TestService;
beforeAll(async () => {
  service = await startTestService({}, { MAX_CONCURRENT_SYNCS: String(limit) });
  await service.startWorker();
});
afterAll(() => service.stop());

type Waiting = ConnectedWorkspace & { readonly sessionId: SessionId };

const small = { customers: 60, products: 5, prices: 10, subscriptions: 40 };
/** Its first page takes longer than a test looks at the sessions that wait. */
const endless = { customers: 300, latency: { fixedMs: 30_000 } };

const connected = (count: number, spec: Parameters<TestService['connect']>[0]) =>
  Promise.all(Array.from({ length: count }, () => service.connect(spec)));
const started = async (workspace: ConnectedWorkspace): Promise<Waiting & { status: string }> => ({
  ...workspace,
  ...(await service.start(workspace.workspaceId)),
});
const cancel = ({ workspaceId, sessionId }: Waiting) =>
  service.gateway.cancelSession(stripeOf(workspaceId), sessionId);
const session = ({ workspaceId, sessionId }: Waiting) => service.session(workspaceId, sessionId);
const statusOf = async (waiting: Waiting) => (await session(waiting)).status;
const positionOf = async ({ workspaceId, sessionId: id }: Waiting) =>
  (
    await service.db.asSystem('read a waiting position', ({ admissions }) =>
      admissions.positionOf({ workspaceId, id }),
    )
  )?.position;

/** Starts as many sessions as may run, which do not end by themselves, and then others, one after the other. */
async function queueBehind(count: number): Promise<{ holders: Waiting[]; waiting: Waiting[] }> {
  const holders = await Promise.all((await connected(limit, endless)).map(started));
  expect(holders.map(({ status }) => status)).toEqual(holders.map(() => 'running'));
  const waiting: Waiting[] = [];
  for (const workspace of await connected(count, small)) {
    const { status, ...one } = await started(workspace);
    expect(status).toBe('pending');
    waiting.push(one);
  }
  return { holders, waiting };
}

/** The most that ran at once, by when each began and ended. */
function mostAtOnce(sessions: readonly SyncSession[]): number {
  const steps = sessions.flatMap(({ startedAt, completedAt }) => [
    { at: startedAt!.getTime(), step: 1 },
    { at: completedAt!.getTime(), step: -1 },
  ]);
  steps.sort((a, b) => a.at - b.at || a.step - b.step);
  let running = 0;
  return Math.max(...steps.map(({ step }) => (running += step)));
}

test('of eight workspaces that start at once no more than two ever run, and all complete', async () => {
  const workspaces = await connected(8, { ...small, latency: { fixedMs: 100 } });
  const sessions = await Promise.all(workspaces.map(started));
  expect(sessions.filter(({ status }) => status === 'pending').length).toBeGreaterThan(0);
  const ended = await Promise.all(
    sessions.map(({ workspaceId, sessionId }) => service.ended(workspaceId, sessionId)),
  );
  expect(ended.map(({ status }) => status)).toEqual(ended.map(() => 'completed'));
  expect(mostAtOnce(ended)).toBe(limit);
  for (const workspace of workspaces) await expectCopyEqualsAccount(service, workspace);
});

test('waiting sessions say so and their position, which falls; one can be cancelled while it waits', async () => {
  const { holders, waiting } = await queueBehind(3);
  const positions = () => Promise.all(waiting.map(positionOf));
  expect(await positions()).toEqual([1, 2, 3]);
  const [first, second, third] = waiting as [Waiting, Waiting, Waiting];
  expect(await service.gateway.progress(stripeOf(second.workspaceId))).toMatchObject({
    sessionId: second.sessionId,
    status: 'pending',
    phase: 'waiting_for_admission',
  });
  await cancel(first);
  expect(await statusOf(first)).toBe('cancelled');
  expect(await positions()).toEqual([undefined, 1, 2]);
  await cancel(holders[0]!);
  const ended = await service.ended(second.workspaceId, second.sessionId);
  const then = await service.ended(third.workspaceId, third.sessionId);
  expect([ended.status, then.status]).toEqual(['completed', 'completed']);
  expect(then.startedAt!.getTime()).toBeGreaterThanOrEqual(ended.startedAt!.getTime());
  await cancel(holders[1]!);
});

test('webhooks are applied while a session waits, and the copy has their changes at its end', async () => {
  const { holders, waiting } = await queueBehind(1);
  const [workspace] = waiting as [Waiting];
  const events: object[] = [];
  workspace.account.onEvent((event) => events.push(event));
  const { customers } = workspace.account;
  customers.update(customers.idAt(3), { name: 'By webhook' });
  customers.delete(customers.idAt(4));
  await deliver(service, workspace, events);
  await untilSettled(service, [workspace]);
  const named = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.customers.getByExternalId('stripe', customers.idAt(3)),
  );
  expect(named?.name).toBe('By webhook');
  expect(await statusOf(workspace)).toBe('pending');
  await Promise.all(holders.map(cancel));
  expect((await service.ended(workspace.workspaceId, workspace.sessionId)).status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('a second session of the workspace is queued behind a waiting one, and waits for admission when that is gone', async () => {
  const { holders, waiting } = await queueBehind(1);
  const [first] = waiting as [Waiting];
  await expect(service.start(first.workspaceId)).rejects.toMatchObject({ sessionId: first.sessionId });
  const { sessionId, status } = await service.start(first.workspaceId, { whenBusy: 'queue' });
  const second = { ...first, sessionId };
  expect(status).toBe('pending');
  expect(await positionOf(second)).toBeUndefined();
  await cancel(first);
  await expect.poll(() => positionOf(second), { timeout: 20_000 }).toBe(1);
  await Promise.all(holders.map(cancel));
  expect((await service.ended(second.workspaceId, second.sessionId)).status).toBe('completed');
});

test('a webhook session hands over to a session that waits, which does not delay webhooks', async () => {
  const [workspace] = (await connected(1, small)) as [ConnectedWorkspace];
  await service.sync(workspace.workspaceId);
  const events: object[] = [];
  workspace.account.onEvent((event) => events.push(event));
  const { customers } = workspace.account;
  customers.update(customers.idAt(1), { name: 'First' });
  await deliver(service, workspace, events);
  await untilSettled(service, [workspace]);
  const holders = await Promise.all((await connected(limit, endless)).map(started));
  const { status, sessionId } = await started(workspace);
  expect(status).toBe('pending');
  customers.update(customers.idAt(1), { name: 'Second' });
  await deliver(service, workspace, events.slice(1));
  await untilSettled(service, [workspace]);
  expect(await statusOf({ ...workspace, sessionId })).toBe('pending');
  await Promise.all(holders.map(cancel));
  expect((await service.ended(workspace.workspaceId, sessionId)).status).toBe('completed');
  await expectCopyEqualsAccount(service, workspace);
});

test('a session whose workflow was terminated while it waited does not delay others for long', async () => {
  const { holders, waiting } = await queueBehind(2);
  const [dead, alive] = waiting as [Waiting, Waiting];
  const { workflowId } = await session(dead);
  await service.temporal.client.workflow.getHandle(workflowId).terminate('by hand');
  await cancel(holders[0]!);
  const ended = await service.ended(alive.workspaceId, alive.sessionId);
  expect(ended.status).toBe('completed');
  expect((await service.ended(dead.workspaceId, dead.sessionId)).status).toBe('failed');
  await cancel(holders[1]!);
});
