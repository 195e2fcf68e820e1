import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionStarted } from '../../src/contracts/sessions.ts';
import { sessionId, type WorkspaceId } from '../../src/domain/ids.ts';
import { SyncError } from '../../src/domain/sync-error.ts';
import { cancelSession } from '../../src/services/sessions/cancel-session.ts';
import { SessionBusy } from '../../src/temporal/session-refusal.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { afterRequests, answered } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { stripeOf } from '../support/stripe-of.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

const slow = { customers: 2_000, products: 10, prices: 20, subscriptions: 100, latency: { fixedMs: 100 } };

/** Retries on 503, as a client should: on a busy machine Temporal may be too slow for fifty at once. */
async function startAgain(workspace: WorkspaceId, tries = 20): Promise<SessionStarted> {
  const same = { sessionId: sessionId(randomUUID()) };
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await service.start(workspace, same);
    } catch (error) {
      const passing = error instanceof SyncError && error.code === 'temporal_unavailable';
      if (!passing || left === 0) throw error;
      await sleep(1_000);
    }
  }
}

test('of fifty simultaneous starts one is accepted, and the others get the id of the running session', async () => {
  // Its first page takes longer than fifty starts.
  const { workspaceId } = await service.connect({ ...slow, latency: { fixedMs: 60_000 } });
  const starts = await Promise.allSettled(Array.from({ length: 50 }, () => startAgain(workspaceId)));
  const accepted = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value.sessionId] : []));
  const refused = starts.flatMap((start) => (start.status === 'rejected' ? [start.reason as unknown] : []));
  expect(accepted).toHaveLength(1);
  for (const reason of refused) {
    expect(reason).toBeInstanceOf(SessionBusy);
    expect(reason).toMatchObject({ sessionId: accepted[0] });
  }
  // A workflow task that Temporal dropped may have left the row of a start that was then refused: the sweep fails it.
  const active = () =>
    service.db.inWorkspace(workspaceId, async (ws) =>
      (await ws.sessions.activeByProvider('stripe')).map(({ id }) => id),
    );
  await expect.poll(active, { timeout: 60_000 }).toEqual(accepted);
  await service.gateway.cancelSession(stripeOf(workspaceId), accepted[0]!);
});

test('a queued session is pending until the one before it has ended, and only one can be queued', async () => {
  const { workspaceId } = await service.connect({ ...slow, customers: 700 });
  const first = await service.start(workspaceId);
  const second = await service.start(workspaceId, { whenBusy: 'queue' });
  expect(second.status).toBe('pending');
  expect((await service.session(workspaceId, second.sessionId)).status).toBe('pending');
  await expect(service.start(workspaceId, { whenBusy: 'queue' })).rejects.toMatchObject({
    sessionId: second.sessionId,
  });
  const ended = await service.ended(workspaceId, first.sessionId);
  const then = await service.ended(workspaceId, second.sessionId);
  expect([ended.status, then.status]).toEqual(['completed', 'completed']);
  expect(then.startedAt!.getTime()).toBeGreaterThanOrEqual(ended.completedAt!.getTime());
});

test('a cancelled session says so within five seconds, keeps its rows, and the next start goes on from its checkpoints', async () => {
  const workspace = await service.connect(slow);
  const { workspaceId, account } = workspace;
  const { sessionId, workflowId, runId } = await service.start(workspaceId);
  await afterRequests(account, 12);
  const asked = Date.now();
  const caller = { workspaceId, actor: 'platform', requestId: null, remoteAddress: null };
  const cancelled = await cancelSession(service, caller, { id: sessionId });
  expect(cancelled.status).toBe('cancelled');
  expect(Date.now() - asked).toBeLessThan(5_000);
  const run = service.temporal.client.workflow.getHandle(workflowId, runId);
  await expect.poll(async () => (await run.describe()).status.name, { timeout: 20_000 }).toBe('CANCELLED');
  const kept = await service.db.inWorkspace(workspaceId, (ws) => ws.customers.list({ limit: 3_000 }));
  expect(kept.length).toBeGreaterThan(0);

  const before = new Set(answered(account));
  account.requests.clear();
  const next = await service.sync(workspaceId);
  expect(next.status).toBe('completed');
  const repeated = answered(account).filter(
    (request) => before.has(request) && request.includes('/v1/customers?'),
  );
  expect(repeated.length).toBeLessThanOrEqual(6); // pages that were on their way, at most two a reader
  await expectCopyEqualsAccount(service, workspace);
});

test('a queued session can be cancelled', async () => {
  const { workspaceId } = await service.connect(slow);
  const first = await service.start(workspaceId);
  const second = await service.start(workspaceId, { whenBusy: 'queue' });
  await service.gateway.cancelSession(stripeOf(workspaceId), second.sessionId);
  expect((await service.session(workspaceId, second.sessionId)).status).toBe('cancelled');
  expect((await service.session(workspaceId, first.sessionId)).status).toBe('running');
  await service.gateway.cancelSession(stripeOf(workspaceId), first.sessionId);
});

test('a session whose workflow is terminated does not stay running', async () => {
  const { workspaceId, account } = await service.connect(slow);
  const { sessionId, workflowId } = await service.start(workspaceId);
  await afterRequests(account, 8);
  await service.temporal.client.workflow.getHandle(workflowId).terminate('by hand');
  const session = await service.ended(workspaceId, sessionId, 45_000);
  expect(session).toMatchObject({
    status: 'failed',
    errorSummary: { message: expect.stringContaining('terminated') },
  });
  expect((await service.sync(workspaceId)).status).toBe('completed');
});

test('a session that is cancelled in Temporal’s Web UI is cancelled', async () => {
  const { workspaceId, account } = await service.connect(slow);
  const { sessionId, workflowId } = await service.start(workspaceId);
  await afterRequests(account, 8);
  const handle = service.temporal.client.workflow.getHandle(workflowId);
  await handle.cancel();
  expect((await service.ended(workspaceId, sessionId)).status).toBe('cancelled');
  // The row says so in the workflow's last activity, a moment before the workflow ends.
  await expect.poll(async () => (await handle.describe()).status.name, { timeout: 20_000 }).toBe('CANCELLED');
});
