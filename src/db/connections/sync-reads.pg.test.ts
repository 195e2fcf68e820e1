import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../../dev/reports/queries/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { ConfigId, WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import type { WorkspaceScope } from '../workspace.ts';

let clone: TestDatabase;
let db: Database;
let admin: Client;
let workspace: WorkspaceId;

const daysOf = `
  select (now() at time zone 'utc')::date - day as ago from sync_reads where workspace_id = $1 order by day`;

beforeAll(async () => {
  clone = await createTestDatabase();
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(clone.url).pathname;
  admin = new Client({ connectionString: url.href });
  await admin.connect();
  db = openDatabase({ url: clone.url, maxConnections: 4, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await emptyWorkspace(db);
});
afterAll(async () => {
  await Promise.all([db.close(), admin.end()]);
  await clone.drop();
});

const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const inWorkspace = <T>(work: (ws: WorkspaceScope) => Promise<T>): Promise<T> =>
  db.inWorkspace(workspace, work);
const meter = () => inWorkspace(({ reads }) => reads.meter('stripe'));
const add = (days: number, requests: number) =>
  inWorkspace(({ reads }) => reads.add('stripe', daysAgo(days), requests));

describe("an account's reads", () => {
  it('are none before the first, and have no bound unless the connection has one', async () => {
    expect(await meter()).toEqual({ used: 0, budget: null });
    await inWorkspace(async (ws) => {
      await connect(ws);
      await ws.paymentConfigs.update('stripe', { readBudget: 500 });
    });
    expect(await meter()).toEqual({ used: 0, budget: 500 });
  });

  it('are added up over thirty days, today included', async () => {
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

  it('lose none of those that several activities add at the same time', async () => {
    await add(40, 1);
    await Promise.all(Array.from({ length: 20 }, () => add(0, 2)));
    expect(await meter()).toMatchObject({ used: 40 });
  });

  it('are forgotten after five weeks, with the next that are added', async () => {
    const kept = async () => (await admin.query(daysOf, [workspace])).rows;
    await add(36, 1);
    await add(35, 1);
    expect(await kept()).toEqual([{ ago: 36 }, { ago: 35 }]);
    await add(0, 1);
    expect(await kept()).toEqual([{ ago: 35 }, { ago: 0 }]);
  });
});

describe('what a full sync needs', () => {
  const needed = () => inWorkspace(({ reads }) => reads.ofLastFullSync('stripe', ['customers']));
  /** A full sync of customers. */
  const fullSync = async (config: ConfigId, status: 'completed' | 'failed', requests: number) => {
    const id = await inWorkspace((ws) => startSession(ws, config));
    await inWorkspace((ws) => ws.sessions.transition(id, 'running'));
    await inWorkspace((ws) => ws.sessions.transition(id, status, { performanceMetrics: { requests } }));
  };

  it('is what the last one of the same entities needed that completed', async () => {
    const config = await inWorkspace((ws) => connect(ws));
    await fullSync(config, 'failed', 3);
    expect(await needed()).toBeUndefined();
    await fullSync(config, 'completed', 40);
    await fullSync(config, 'completed', 50);
    await fullSync(config, 'failed', 6);
    expect(await needed()).toBe(50);
    expect(
      await inWorkspace(({ reads }) => reads.ofLastFullSync('stripe', ['customers', 'prices'])),
    ).toBeUndefined();
  });
});
