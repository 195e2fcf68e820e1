import { Client } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hourly } from '../../../test/support/seed.ts';
import {
  startTestService,
  type ConnectedWorkspace,
  type TestService,
} from '../../../test/support/service.ts';
import { scheduledSyncId } from '../../contracts/scheduled-sync.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openSchedules, type ScheduleGateway } from '../../temporal/schedules.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';

let service: TestService;
let schedules: ScheduleGateway;

beforeAll(async () => {
  service = await startTestService();
  const { taskQueue } = service.config.temporal;
  schedules = openSchedules({ client: service.temporal.client, taskQueue });
  // A worker that starts repairs schedules that differ from the database, and some tests need such a difference.
  const { workspaceId } = await service.connect({});
  await service.db.inWorkspace(workspaceId, (ws) => ws.schedules.put('stripe', hourly));
  await service.startWorker();
  const repaired = async () => expect(await schedules.nextRuns(stripeOf(workspaceId))).not.toBeNull();
  await vi.waitFor(repaired, { timeout: 20_000 });
});
afterAll(() => service.stop());

const handleOf = (workspace: WorkspaceId) =>
  service.temporal.client.schedule.getHandle(scheduledSyncId(stripeOf(workspace)));
const rowOf = (workspace: WorkspaceId): Promise<StoredSchedule | undefined> =>
  service.db.inWorkspace(workspace, (ws) => ws.schedules.get('stripe'));
const recent = async (workspace: WorkspaceId) => (await handleOf(workspace).describe()).info.recentActions;

/** An hourly schedule; the tests fire it by hand. */
async function scheduled(workspace: ConnectedWorkspace): Promise<WorkspaceId> {
  const { workspaceId } = workspace;
  await service.db.inWorkspace(workspaceId, (ws) => ws.schedules.put('stripe', hourly));
  await schedules.put(stripeOf(workspaceId), hourly);
  return workspaceId;
}

/** Fires a run and resolves to its outcome. */
async function fire(workspace: WorkspaceId): Promise<unknown> {
  const before = (await recent(workspace)).length;
  await handleOf(workspace).trigger();
  await expect.poll(async () => (await recent(workspace)).length, { timeout: 10_000 }).toBe(before + 1);
  const { workflowId } = (await recent(workspace)).at(-1)!.action.workflow;
  expect(workflowId).toMatch(new RegExp(`^scheduled-sync:${workspace}:stripe-`));
  return await service.temporal.client.workflow.getHandle(workflowId).result();
}

/** The schedule's last run as the Web UI shows it. */
async function detailsOfLast(workspace: WorkspaceId): Promise<string | undefined> {
  const { workflowId } = (await recent(workspace)).at(-1)!.action.workflow;
  const { connection } = service.temporal;
  // The service's own client asks no workflow that has ended.
  const { workflow } = new Client({ connection, namespace: service.config.temporal.namespace });
  const metadata = await workflow
    .getHandle(workflowId)
    .query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails;
}

describe('a schedule', () => {
  it("starts a session of its kind when its time comes, under the workspace's own workflow", async () => {
    const workspace = await scheduled(await service.connect({ customers: 3 }));
    await schedules.put(stripeOf(workspace), { ...hourly, everySeconds: 1 });
    const outcome = async () => (await rowOf(workspace))?.lastOutcome;
    await expect.poll(outcome, { timeout: 20_000 }).toBeTruthy();
    await schedules.put(stripeOf(workspace), hourly);
    const row = await rowOf(workspace);
    expect(await service.ended(workspace, row!.lastSessionId!)).toMatchObject({
      status: 'completed',
      sessionType: 'initial_sync',
      entityTypes: ['customers'],
      workflowId: `workspace-sync:${workspace}:stripe`,
    });
  });

  it('starts nothing any more once it is paused', async () => {
    const workspace = await scheduled(await service.connect({}));
    await schedules.put(stripeOf(workspace), { ...hourly, everySeconds: 1 });
    await expect.poll(() => recent(workspace), { timeout: 20_000 }).not.toEqual([]);
    await schedules.put(stripeOf(workspace), { ...hourly, everySeconds: 1, paused: true });
    const taken = await recent(workspace);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await recent(workspace)).toEqual(taken);
    expect(await schedules.nextRuns(stripeOf(workspace))).toEqual([]);
  });
});

describe('a run', () => {
  it('is skipped while a session runs, and names it', async () => {
    const workspace = await scheduled(await service.connect({ customers: 300, latency: { fixedMs: 2_000 } }));
    const { sessionId } = await service.start(workspace);
    expect(await fire(workspace)).toEqual({ outcome: 'skipped', reason: 'session_busy', sessionId });
    expect(await rowOf(workspace)).toMatchObject({
      lastRunAt: expect.any(Date),
      lastOutcome: 'skipped',
      lastReason: 'session_busy',
      lastSessionId: sessionId,
    });
    await service.gateway.cancelSession(stripeOf(workspace), sessionId);
  });

  it('starts the session that the database describes at that moment', async () => {
    const workspace = await scheduled(await service.connect({ products: 2 }));
    const changed = { ...hourly, entityTypes: ['products'] } as const;
    await service.db.inWorkspace(workspace, (ws) => ws.schedules.put('stripe', changed));
    const { lastSessionId } = await fire(workspace).then(async () => (await rowOf(workspace))!);
    expect(await service.ended(workspace, lastSessionId!)).toMatchObject({ entityTypes: ['products'] });
  });

  it('is skipped if the provider was switched off', async () => {
    const workspace = await scheduled(await service.connect({}));
    await service.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.update('stripe', { isActive: false }));
    expect(await fire(workspace)).toEqual({ outcome: 'skipped', reason: 'provider_not_configured' });
    expect(await rowOf(workspace)).toMatchObject({ lastReason: 'provider_not_configured' });
  });

  it('is skipped if the account has used its read budget, which does not prevent a start by hand', async () => {
    const workspace = await scheduled(await service.connect({ customers: 3 }));
    expect((await service.sync(workspace, { entityTypes: ['customers'] })).status).toBe('completed');
    const { used } = await service.db.inWorkspace(workspace, (ws) => ws.reads.meter('stripe'));
    const budget = (readBudget: number) =>
      service.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.update('stripe', { readBudget }));
    await budget(used);
    expect(await fire(workspace)).toMatchObject({ outcome: 'skipped', reason: 'read_budget_used', used });
    expect(await rowOf(workspace)).toMatchObject({ lastOutcome: 'skipped', lastReason: 'read_budget_used' });
    expect(await detailsOfLast(workspace)).toBe(
      `**Skipped**: ${used} of the ${used} requests are used that the account may get in 30 days, and the sync needs about ${used}`,
    );
    expect((await service.sync(workspace)).status).toBe('completed');
    await budget(1_000);
    expect(await fire(workspace)).toMatchObject({ outcome: 'started' });
  });

  it('of a schedule that the database does not know starts nothing, and is its last', async () => {
    const workspace = await scheduled(await service.connect({}));
    await service.db.inWorkspace(workspace, (ws) => ws.schedules.delete('stripe'));
    await handleOf(workspace).trigger();
    await expect.poll(() => schedules.nextRuns(stripeOf(workspace)), { timeout: 20_000 }).toBeNull();
    const count = await service.db.inWorkspace(workspace, (ws) => ws.sessions.count({}));
    expect(count).toBe(0);
  });
});
