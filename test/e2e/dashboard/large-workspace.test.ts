import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fillWorkspace } from '../../../dev/reports/fill-million.ts';
import { createApp } from '../../../src/api/app.ts';
import { openDatabase } from '../../../src/db/database.ts';
import { appRole } from '../../../src/db/roles.ts';
import type { WorkspaceId } from '../../../src/domain/ids.ts';
import { pages } from '../../../src/pages/pages.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { signedIn } from '../../support/pages/operator-test.ts';

/** 400000 are a workspace of a million rows, in some minutes. */
const customers = Number(process.env['LARGE_WORKSPACE_CUSTOMERS'] ?? 30_000);
const quarantined = 5_000;
/**
 * Rows of tables, for one page: what grows with a workspace is beyond it by far. Postgres knows of no workspace how many rows it has, and
 * sorts a list of up to ten thousand instead of walking down its index (src/db/policies/table-settings.ts).
 */
const mostRead = 10_000;
/** Its usage is counted as far as 200,000 events, and by the size of some hundred rows of a few tables. */
const mostReadForUsage = 200_000;
/** The first answer of each page, on new connections, on a machine that does much else. */
const mostMs = 5_000;
/** Of an event's body: the receiver takes 16 MiB. */
const largeBytes = 3_000_000;

let api: TestApi;
let admin: Client;
let workspace: WorkspaceId;

beforeAll(async () => {
  api = await startTestApi();
  admin = new Client(api.databaseUrl);
  await admin.connect();
  workspace = await api.workspace();
  await fillWorkspace(admin, workspace, customers);
  await admin.query(`begin; set local role ${appRole}`);
  await admin.query(`select set_config('app.workspace_id', $1, true)`, [workspace]);
  const event = `insert into webhook_inbox (workspace_id, payment_provider, event_id, event_type, object_id, event_created_at,
      event_day, received_at, state, state_reason, attempts, payload)
    select $1, 'stripe', 'evt_' || i, 'customer.updated', 'cus_' || i, now(), current_date, now() - i * interval '1 second',
      case when i % 5 = 1 then 'quarantined' else 'applied' end, case when i % 5 = 1 then repeat('no object in it ', 40) end, 3, $2
    from generate_series($3::int, $4::int) i`;
  await admin.query(event, [workspace, '{"id":"evt"}', 1, 5 * quarantined]);
  const large = JSON.stringify({ id: 'evt', data: 'x'.repeat(largeBytes) });
  await admin.query(event, [workspace, large, 0, 0]);
  await admin.query('commit');
  await admin.query('vacuum (analyze)');
}, 600_000);
afterAll(async () => {
  await admin?.end();
  await api?.stop();
});

/** What the statements of all ended sessions had Postgres read, in rows of tables. */
async function rowsRead(): Promise<number> {
  const { rows } = await admin.query<{ read: string }>(
    `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) as read from pg_stat_user_tables`,
  );
  return Number(rows[0]!.read);
}

/** A session counts what it read in the sums of all when it ends. */
async function untilEnded(applicationName: string): Promise<void> {
  const open = () =>
    admin.query('select from pg_stat_activity where application_name = $1', [applicationName]);
  while ((await open()).rowCount !== 0) await sleep(10);
}

/** A page, asked for on connections of its own, and what it took. */
async function look(path: string) {
  const applicationName = `looks at ${path}`.slice(0, 63);
  const db = openDatabase({ url: api.databaseUrl, maxConnections: 4, applicationName });
  const before = await rowsRead();
  const begun = performance.now();
  const app = createApp({ ...api.deps, db, webhookDb: db }, [pages]);
  const { status, text } = await (await signedIn({ app }, api.adminKey)).look(path);
  const ms = Math.round(performance.now() - begun);
  await db.close();
  await untilEnded(applicationName);
  return { status, text, bytes: Buffer.byteLength(text), read: (await rowsRead()) - before, ms };
}

const shownRows = (text: string): number => (text.match(/<tr|<li/g) ?? []).length;

it('has as much as is said', async () => {
  const { counts, sessions } = await api.db.inWorkspace(workspace, async ({ analytics, sessions: of }) => ({
    counts: await analytics.countsByEntity(),
    sessions: await of.countByStatus(),
  }));
  const rows = counts.reduce((all, { live, deleted }) => all + live + deleted, 0);
  const conflicts = counts.reduce((all, { byStatus }) => all + byStatus.conflict, 0);
  expect(rows).toBeGreaterThan(2.5 * customers);
  expect(conflicts).toBeGreaterThan(100);
  expect(sessions.completed + sessions.failed).toBeGreaterThanOrEqual(500);
});

describe('each page of a workspace with very much in it', () => {
  it.for([
    '',
    '/sessions',
    '/sessions?status=failed',
    '/webhooks',
    '/webhooks?state=quarantined',
    '/webhooks/events/evt_0',
    '/conflicts',
    '/schedule',
    '/figures',
    '/figures?span=day',
    '/timeline',
    '/outgoing',
    '/keys',
    '/audit',
    '/settings',
  ])('%s answers with a page of few rows, and reads few', async (path) => {
    const { status, text, bytes, read, ms } = await look(`/workspaces/${workspace}${path}`);
    console.log(`${path || '/'}: ${ms} ms, ${read} rows of tables read, ${bytes} bytes`);
    expect(status).toBe(200);
    expect(bytes).toBeLessThan(150_000);
    expect(shownRows(text)).toBeLessThan(200);
    expect(read).toBeLessThan(path === '/settings' ? mostReadForUsage : mostRead);
    expect(ms).toBeLessThan(mostMs);
  });

  it('a page of the list of syncs costs the same however many are before it', async () => {
    let path = `/workspaces/${workspace}/sessions`;
    for (let turned = 0; turned < 8; turned += 1) {
      const { text, read } = await look(path);
      expect(read).toBeLessThan(mostRead);
      path = /href="([^"]+)" rel="next"/.exec(text)![1]!.replaceAll('&amp;', '&');
    }
  });
});
