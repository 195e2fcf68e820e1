import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { connect, hourly, startSession } from '../../../test/support/seed.ts';
import { recordedMetrics } from '../../../test/support/recorded-metrics.ts';
import { workspaceTest, type InWorkspace } from '../../../test/support/workspace-test.ts';
import type { SessionRequest } from '../../contracts/sessions.ts';
import type { Database } from '../../db/database.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { noQuotas } from '../../domain/limits/quotas.ts';
import { sessionId, type WorkspaceId } from '../../domain/ids.ts';
import type { SyncSchedule } from '../../domain/sync-schedule.ts';
import type { Providers } from '../../providers/registry.ts';
import { stripeProvider } from '../../providers/stripe/stripe-provider.ts';
import type { Workflows } from '../workflows.ts';
import { startScheduledSync } from './start-scheduled-sync.ts';

const providers = { stripe: stripeProvider({ apiBase: 'http://127.0.0.1:1' }) } as Providers;

/** The schedule of a connection, and what its runs come to. */
function scheduleOf(db: Database, workspaceId: WorkspaceId, inWorkspace: InWorkspace) {
  const asked: SessionRequest[] = [];
  const recorded = recordedMetrics();
  return {
    asked,
    recorded,
    /** What a run of the schedule comes to; a session that is asked for begins. */
    run: async (schedule: SyncSchedule) => {
      await inWorkspace((ws) => ws.schedules.put('stripe', schedule));
      const workflows: Pick<Workflows, 'startSession' | 'repairSchedule'> = {
        startSession: async (request) => {
          asked.push(request);
          return {
            sessionId: request.sessionId,
            status: 'running',
            createdAt: new Date().toISOString(),
            workflowId: 'w',
            runId: 'r',
          };
        },
        repairSchedule: async () => {},
      };
      const input = { workspaceId, provider: 'stripe', sessionId: sessionId(randomUUID()) } as const;
      const result = await startScheduledSync(
        { db, providers, metrics: recorded.metrics, workflows: workflows as Workflows, quotas: noQuotas },
        input,
      );
      const row = await inWorkspace((ws) => ws.schedules.get('stripe'));
      expect(row).toMatchObject({ lastOutcome: result.outcome });
      expect(row?.lastReason ?? undefined).toBe('reason' in result ? result.reason : undefined);
      return result;
    },
    read: (requests: number) =>
      inWorkspace(({ reads }) => reads.add('stripe', new Date().toISOString().slice(0, 10), requests)),
    budget: (readBudget: number) =>
      inWorkspace(({ paymentConfigs }) => paymentConfigs.update('stripe', { readBudget })),
    /** A full sync of customers that completed. */
    fullSync: (requests: number) =>
      inWorkspace(async (ws) => {
        const id = await startSession(ws, (await ws.paymentConfigs.get('stripe'))!.id);
        await ws.sessions.transition(id, 'running');
        await ws.sessions.transition(id, 'completed', { performanceMetrics: { requests } });
      }),
  };
}

const it = workspaceTest.extend('schedule', async ({ db, workspace, inWorkspace }) => {
  await inWorkspace((ws) => connect(ws));
  return scheduleOf(db, workspace, inWorkspace);
});

const incremental: SyncSchedule = { ...hourly, sessionType: 'incremental_sync' };
const skipped = { outcome: 'skipped', reason: 'read_budget_used' };

it('without a budget runs are started however much was read', async ({ schedule: { run, read } }) => {
  await read(1_000_000);
  expect(await run(incremental)).toMatchObject({ outcome: 'started' });
});

it('runs are started until the budget is reached, then skipped, and started again with a larger one', async ({
  schedule: { asked, run, read, budget },
}) => {
  await budget(100);
  await read(99);
  expect(await run(incremental)).toMatchObject({ outcome: 'started' });
  await read(1);
  expect(await run(incremental)).toEqual({ ...skipped, used: 100, budget: 100, needed: 1 });
  expect(await run(hourly)).toEqual({ ...skipped, used: 100, budget: 100, needed: 1 });
  expect(asked).toHaveLength(1);
  await budget(101);
  expect(await run(incremental)).toMatchObject({ outcome: 'started' });
});

it('a full sync is skipped if what the last one of the same entities needed would pass the budget', async ({
  schedule: { run, read, budget, fullSync },
}) => {
  await budget(100);
  await read(50);
  await fullSync(50);
  expect(await run(hourly)).toMatchObject({ outcome: 'started' });
  await fullSync(51);
  expect(await run(hourly)).toEqual({ ...skipped, used: 50, budget: 100, needed: 51 });
  expect(await run({ ...hourly, entityTypes: ['prices'] })).toMatchObject({ outcome: 'started' });
  expect(await run(incremental)).toMatchObject({ outcome: 'started' });
});

it('a run above the quota of syncs a day is skipped, and says why', async ({
  schedule: { asked, run, fullSync },
  inWorkspace,
}) => {
  await inWorkspace(({ record }) => record.setQuotas({ ...noQuotas, syncsPerDay: 2 }));
  await fullSync(1);
  expect(await run(hourly)).toMatchObject({ outcome: 'started' });
  await fullSync(1);
  expect(await run(hourly)).toMatchObject({ outcome: 'skipped', reason: 'quota_exceeded' });
  expect(asked).toHaveLength(1);
});

it('a first full sync of what costs a request for each customer is skipped if that would pass the budget', async ({
  schedule: { run, budget },
  inWorkspace,
}) => {
  const entityTypes = ['customers', 'payment_methods'] as const;
  await inWorkspace(async (ws) => {
    await ws.paymentConfigs.update('stripe', { entityTypes: [...entityTypes] });
    for (let number = 0; number < 60; number += 1)
      await ws.customers.create({ paymentProvider: 'stripe', externalId: `cus_${number}` });
  });
  await budget(63);
  // A page of customers; three pages of them again, and a request for each.
  expect(await run({ ...hourly, entityTypes: [...entityTypes] })).toEqual({
    ...skipped,
    used: 0,
    budget: 63,
    needed: 1 + 3 + 60,
  });
  await budget(64);
  expect(await run({ ...hourly, entityTypes: [...entityTypes] })).toMatchObject({ outcome: 'started' });
});

it('an incremental sync is skipped if what it would have to list passes the budget: chosen since, or too old for events', async ({
  schedule: { run, budget },
  inWorkspace,
}) => {
  const entityTypes = ['customers', 'payment_methods'] as const;
  const schedule = { ...incremental, entityTypes: [...entityTypes] };
  /** A listing that began so many days ago, and has ended. */
  const listed = (types: readonly EntityType[], days = 0) =>
    inWorkspace(async (ws) => {
      const session = await startSession(ws, (await ws.paymentConfigs.get('stripe'))!.id);
      const startedAt = Date.now() - days * 24 * 3_600_000;
      for (const entityType of types) {
        const begun = { entityType, listingId: randomUUID(), startedAt, sessionId: session };
        const listing = await ws.listings.begin('stripe', begun);
        const claim = randomUUID();
        const [window] = await ws.listings.claim('stripe', [listing], claim);
        const last = { page: 0, externalIds: [], next: null, written: 0, details: {}, named: new Map() };
        const place = { windowId: window!.id, claim, sessionId: session };
        await ws.listings.advanceSequential('stripe', listing, { ...place, ...last });
        expect(await ws.listings.finish('stripe', listing, startedAt)).toBe(true);
      }
    });
  await inWorkspace(async (ws) => {
    await ws.paymentConfigs.update('stripe', { entityTypes: [...entityTypes] });
    for (let number = 0; number < 60; number += 1)
      await ws.customers.create({ paymentProvider: 'stripe', externalId: `cus_${number}` });
  });
  await listed(['customers']);
  await budget(62);
  expect(await run(schedule)).toEqual({ ...skipped, used: 0, budget: 62, needed: 3 + 60 });
  await listed(entityTypes);
  expect(await run(schedule)).toMatchObject({ outcome: 'started' });
  await listed(entityTypes, 40);
  expect(await run(schedule)).toEqual({ ...skipped, used: 0, budget: 62, needed: 1 + 3 + 60 });
});
