import { setTimeout as sleep } from 'node:timers/promises';
import { connectAccount } from '../connected-account.ts';
import type { OurService } from '../our-service.ts';
import { percentile } from '../percentile.ts';
import type { Stage } from '../stage.ts';
import { table } from '../table.ts';
import { withObjects, withService, type TenantsOptions } from './tenant-service.ts';

const syncs = 100;
/** How long each part asks. */
const askForMs = 30_000;

/** Connections of which nothing is synced, each with a schedule and an inbox, as they would be in a service of a year. */
const quiet = (connections: number): string => `
  with made as (
    insert into workspaces (name) select 'Merchant ' || n from generate_series(1, ${connections}) n returning id
  ), connected as (
    insert into workspace_payment_configs (workspace_id, provider_name, credentials_encrypted, credentials_hint,
      webhook_secret_encrypted, account_id, livemode, last_outcome, last_ended_at, complete_at, webhook_check_due_at)
    select id, 'stripe', '\\x0101610000', '0000', '\\x0101610000', 'acct_' || id, true, 'completed', now(), now(), 'infinity'
    from made
  ), scheduled as (
    insert into sync_schedules (workspace_id, payment_provider, session_type, entity_types, every_seconds, jitter_seconds, time_zone)
    select id, 'stripe', 'incremental_sync', '{customers}', 3600, 0, 'UTC' from made
  )
  insert into sync_inboxes (workspace_id, payment_provider) select id, 'stripe' from made`;

/** How long the overview of 10,000 connections takes, while nothing runs and beside 100 syncs. */
export async function overview(stage: Stage, options: TenantsOptions): Promise<void> {
  const connections = Math.round(10_000 * options.scale);
  const env = { MAX_CONCURRENT_SYNCS: String(syncs) };
  await withService(stage, options, env, async (service, database) => {
    // Before the schedules are there, which it would make in Temporal.
    await service.startWorker();
    await stage.query(database, quiet(connections));
    const api = await service.startApi();
    const ask = asker(`${api.url}/api/v1/overview`, api.adminKey);
    const first = await ask();
    const rows = [row('the first after a start', [first])];
    rows.push(row('every second, nothing runs', await askEvery(ask, 1_000)));
    await beside(stage, service, async () => {
      const before = await written(stage, database);
      rows.push(row(`every second, ${syncs} syncs run`, await askEvery(ask, 1_000)));
      rows.push(row(`every 5 seconds, ${syncs} syncs run`, await askEvery(ask, 5_000)));
      const after = await written(stage, database);
      console.log(
        `\n${after.running} syncs run still, and have written ${after.rows - before.rows} rows meanwhile`,
      );
    });
    console.log(`\n${connections.toLocaleString('en-US')} connections\n`);
    console.log(table(['the overview', 'requests', 'p50 ms', 'p95 ms', 'max ms'], rows));
  });
}

/** How many syncs run, and how many rows all have written. */
async function written(stage: Stage, database: string): Promise<{ running: number; rows: number }> {
  const [counts] = await stage.query<{ running: number; rows: number }>(
    database,
    `select (select count(*) from payment_sync_sessions where status = 'running')::int as running,
      (select count(*) from customers)::int as rows`,
  );
  return counts!;
}

/** Does the work while this many syncs run. */
async function beside(stage: Stage, service: OurService, work: () => Promise<void>): Promise<void> {
  const accounts = [];
  for (let i = 0; i < syncs; i++) accounts.push(await connectAccount(stage, service, withObjects(20_000)));
  for (const { workspaceId } of accounts) await service.start(workspaceId);
  await work();
}

const asker = (url: string, key: string) => async (): Promise<number> => {
  const began = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  await response.text();
  if (response.status !== 200) throw new Error(`the overview answers ${response.status}`);
  return performance.now() - began;
};

async function askEvery(ask: () => Promise<number>, everyMs: number): Promise<number[]> {
  const times: number[] = [];
  for (const end = Date.now() + askForMs; Date.now() < end;) {
    times.push(await ask());
    await sleep(everyMs);
  }
  return times;
}

const row = (label: string, times: readonly number[]): string[] => [
  label,
  String(times.length),
  ...[0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(0)),
];
