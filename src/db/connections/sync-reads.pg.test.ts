import { describe, expect } from 'vitest';
import { connect, startSession } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';

const daysOf = `
  select (now() at time zone 'utc')::date - day as ago from sync_reads where workspace_id = $1 order by day`;

const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const it = workspaceTest
  .extend(
    'meter',
    ({ inWorkspace }) =>
      () =>
        inWorkspace(({ reads }) => reads.meter('stripe')),
  )
  .extend(
    'add',
    ({ inWorkspace }) =>
      (days: number, requests: number) =>
        inWorkspace(({ reads }) => reads.add('stripe', daysAgo(days), requests)),
  );

describe("an account's reads", () => {
  it('are none before the first, and have no bound unless the connection has one', async ({
    inWorkspace,
    meter,
  }) => {
    expect(await meter()).toEqual({ used: 0, budget: null });
    await inWorkspace(async (ws) => {
      await connect(ws);
      await ws.paymentConfigs.update('stripe', { readBudget: 500 });
    });
    expect(await meter()).toEqual({ used: 0, budget: 500 });
  });

  it('are added up over thirty days, today included', async ({ meter, add }) => {
    for (const [days, requests] of [
      [30, 1_000],
      [29, 100],
      [1, 20],
      [0, 3],
      [0, 4],
    ] as const)
      await add(days, requests);
    expect(await meter()).toMatchObject({ used: 127 });
  });

  it('lose none if several activities add at the same time', async ({ meter, add }) => {
    await add(40, 1);
    await Promise.all(Array.from({ length: 20 }, () => add(0, 2)));
    expect(await meter()).toMatchObject({ used: 40 });
  });

  it('are forgotten after five weeks, with the next that are added', async ({
    workspace,
    superuser,
    add,
  }) => {
    const kept = async () => (await superuser.query(daysOf, [workspace])).rows;
    await add(36, 1);
    await add(35, 1);
    expect(await kept()).toEqual([{ ago: 36 }, { ago: 35 }]);
    await add(0, 1);
    expect(await kept()).toEqual([{ ago: 35 }, { ago: 0 }]);
  });
});

it('a full sync is expected to need as many requests as the last completed one of the same entities', async ({
  inWorkspace,
}) => {
  const needed = () => inWorkspace(({ reads }) => reads.ofLastFullSync('stripe', ['customers']));
  const config = await inWorkspace((ws) => connect(ws));
  const fullSync = (status: 'completed' | 'failed', requests: number) =>
    inWorkspace(async (ws) => {
      const id = await startSession(ws, config);
      await ws.sessions.transition(id, 'running');
      await ws.sessions.transition(id, status, { performanceMetrics: { requests } });
    });
  await fullSync('failed', 3);
  expect(await needed()).toBeUndefined();
  await fullSync('completed', 40);
  await fullSync('completed', 50);
  await fullSync('failed', 6);
  expect(await needed()).toBe(50);
  expect(
    await inWorkspace(({ reads }) => reads.ofLastFullSync('stripe', ['customers', 'prices'])),
  ).toBeUndefined();
});
