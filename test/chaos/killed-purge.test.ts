import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { tenantRows } from '../support/activities/tenant-rows.ts';

let deployment: Deployment;
let superuser: Client;
beforeAll(async () => {
  deployment = await startDeployment({ env: { WORKSPACE_PURGE_AFTER_DAYS: '0' } });
  const url = new URL(inject('postgres').adminUrl);
  url.pathname = new URL(deployment.service.env['DATABASE_URL']!).pathname;
  superuser = new Client({ connectionString: url.href });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await deployment.stop();
});

const events = 150_000;

test('a worker killed in the middle of a purge is followed by one that finishes it, and another workspace keeps its rows', async () => {
  const account = { customers: 30, products: 3, prices: 6, subscriptions: 10 };
  const gone = await deployment.connect(account);
  const other = await deployment.connect(account);
  const first = await deployment.startWorker();
  for (const { workspaceId } of [gone, other]) {
    const session = await deployment.startSync(workspaceId, 'initial');
    expect((await deployment.service.ended(workspaceId, session)).status).toBe('completed');
  }
  // So many that the purge takes some seconds.
  await superuser.query(
    `insert into payment_sync_events (workspace_id, provider_name, event_type)
     select $1, 'stripe', 'entity_synced' from generate_series(1, $2)`,
    [gone.workspaceId, events],
  );
  const before = await tenantRows(superuser, other.workspaceId);
  const { status } = await deployment.call('DELETE', `/api/v1/workspaces/${gone.workspaceId}`);
  expect(status).toBe(204);
  const waiting = { timeout: 120_000, interval: 20 };
  await expect
    .poll(async () => (await tenantRows(superuser, gone.workspaceId))['payment_sync_events'], waiting)
    .toBeLessThan(events - 1_000);
  process.kill(first.pid, 'SIGKILL');
  const left = (await tenantRows(superuser, gone.workspaceId))['payment_sync_events'];
  expect(left).toBeGreaterThan(0);
  await first.stop(true);
  await deployment.startWorker();
  await expect
    .poll(async () => Object.keys(await tenantRows(superuser, gone.workspaceId)), waiting)
    .toEqual(['audit_log']);
  const purged = 'select purged_at is not null as purged from workspaces where id = $1';
  await expect
    .poll(async () => (await superuser.query(purged, [gone.workspaceId])).rows, waiting)
    .toEqual([{ purged: true }]);
  expect(await tenantRows(superuser, other.workspaceId)).toEqual(before);
}, 300_000);
