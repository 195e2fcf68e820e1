import { drizzle } from 'drizzle-orm/node-postgres';
import { escapeLiteral, Pool, type QueryConfig } from 'pg';
import { describe, expect } from 'vitest';
import { emptyWorkspace, inboxEvent } from '../../../test/support/seed.ts';
import { claim } from '../../../dev/reports/queries/listing-catalogue.ts';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { createInboxDays, inboxDay } from './partitions.ts';
import { appRole } from '../roles.ts';
import { workspaceScope, type WorkspaceScope } from '../workspace.ts';

const now = new Date();
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 24 * 60 * 60 * 1000);
const events = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...inboxEvent(`evt_${prefix}_${i}`),
    eventCreatedAt: daysAgo(i % 3),
  }));
const waiting = events('waiting', 200);
const keys = waiting.map(({ eventId, eventCreatedAt }) => ({
  eventId,
  eventDay: inboxDay(eventCreatedAt, 0),
}));

const asApplication = (workspace: WorkspaceId) =>
  `set local role ${appRole}; select set_config('app.workspace_id', '${workspace}', true)`;

const settled = `
  insert into webhook_inbox (workspace_id, payment_provider, event_day, event_id, event_type, event_created_at, payload,
    received_at, state)
  select $1, 'stripe', ($2::timestamptz at time zone 'utc')::date - i % 37, 'evt_' || md5(i::text), 'customer.updated',
    $2, repeat('x', 500), $2::timestamptz - make_interval(days => i % 37, secs => i / 1000.0), 'applied'
  from generate_series(1, 200000) i`;

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

const text = (value: unknown): string => (value instanceof Date ? value.toISOString() : String(value));
const element = (value: unknown): string => (value === null ? 'null' : JSON.stringify(text(value)));
const literal = (value: unknown): string => {
  if (value === null) return 'null';
  return escapeLiteral(Array.isArray(value) ? `{${value.map(element).join()}}` : text(value));
};

/** One statement's reads, planned for its values (`custom`) or for any (`generic`, as workers do). */
interface Read {
  readonly buffers: number;
  /** Inbox rows read in sequential scans, and rows that were filtered out. */
  readonly inVain: number;
}

const it = databaseTest
  .extend('pool', { scope: 'file' }, ({ database }, { onCleanup }) => {
    const pool = new Pool({ connectionString: database.url, max: 1 });
    onCleanup(() => pool.end());
    return pool;
  })
  /** 45 days and the default; 200,000 settled events of one workspace over 37 of them, 200 that wait in three. */
  .extend('filled', { scope: 'file' }, async ({ db, pool }) => {
    const workspace = await emptyWorkspace(db);
    const client = await pool.connect();
    for (const back of [10, 20, 30, 35]) {
      await client.query('begin');
      await createInboxDays(client, daysAgo(back));
      await client.query('commit');
    }
    await client.query(`begin; ${asApplication(workspace)}`);
    await client.query(settled, [workspace, now]);
    await client.query('commit');
    client.release();
    await db.inWorkspace(workspace, (ws) => ws.inbox.store('stripe', waiting));
    return { workspace, analyze: () => pool.query('analyze webhook_inbox') };
  })
  .extend(
    'read',
    { scope: 'file' },
    ({ pool, filled: { workspace } }) =>
      async (mode: 'custom' | 'generic', ask: (ws: WorkspaceScope) => Promise<unknown>): Promise<Read[]> => {
        const reads: Read[] = [];
        const client = await pool.connect();
        const query = async (config: QueryConfig, parameters?: unknown[]) => {
          const values = parameters ?? config.values ?? [];
          await client.query(`prepare explained as ${config.text}; savepoint asked`);
          const call = `execute explained${values.length === 0 ? '' : `(${values.map(literal).join()})`}`;
          const { rows } = await client.query<{ 'QUERY PLAN': readonly [{ Plan: Plan }] }>(
            `explain (analyze, buffers, format json) ${call}`,
          );
          await client.query('rollback to asked; deallocate explained');
          const [{ Plan: plan }] = rows[0]!['QUERY PLAN'];
          const scans = nodes(plan).filter((node) => node['Relation Name']?.startsWith('webhook_inbox'));
          const inVain = scans.map((node) => {
            const unused = node['Rows Removed by Filter'] ?? 0;
            const rowsOfTable = node['Node Type'] === 'Seq Scan' ? node['Actual Rows'] : 0;
            return (unused + rowsOfTable) * node['Actual Loops'];
          });
          reads.push({
            buffers: plan['Shared Hit Blocks'] + plan['Shared Read Blocks'],
            inVain: inVain.reduce((sum, rows) => sum + rows, 0),
          });
          return await client.query({ ...config, name: undefined }, values);
        };
        const explainer = new Proxy(client, {
          get: (target, property) => (property === 'query' ? query : Reflect.get(target, property, target)),
        });
        try {
          await client.query(
            `begin; set local plan_cache_mode = force_${mode}_plan; ${asApplication(workspace)}`,
          );
          await ask(workspaceScope({ client: explainer, orm: drizzle({ client: explainer }) }, workspace));
        } finally {
          await client.query('rollback');
          client.release();
        }
        return reads;
      },
  );

/** Each with the pages of 8 KiB that it may look at: two or three a day to find something, a dozen a row to change it. */
const asked: Record<string, [pages: number, ask: (ws: WorkspaceScope) => Promise<unknown>]> = {
  'take of 200': [400, (ws) => ws.inbox.take('stripe', 200)],
  'settle of 200': [
    4_000,
    (ws) =>
      ws.inbox.settle(
        'stripe',
        keys.map((event) => ({ event, state: 'applied', reason: null })),
        null,
      ),
  ],
  'fail of 200': [4_000, (ws) => ws.inbox.fail('stripe', keys, 'no', 3)],
  giveUp: [200, (ws) => ws.inboxLeases.giveUp('stripe', claim)],
  'store of 50': [1_000, (ws) => ws.inbox.store('stripe', events('new', 50))],
  get: [200, (ws) => ws.inbox.get('evt_waiting_1')],
  replay: [250, (ws) => ws.inbox.replay('evt_waiting_1')],
  list: [300, (ws) => ws.inbox.list({ limit: 50 })],
  'list, a further page': [
    300,
    (ws) => ws.inbox.list({ limit: 50, after: { receivedAt: daysAgo(5), eventId: 'evt_5' } }),
  ],
  'list of what is quarantined': [200, (ws) => ws.inbox.list({ limit: 50, state: 'quarantined' })],
};

describe.each(['before', 'after'] as const)('%s statistics are taken', (when) => {
  it.beforeAll(async ({ filled }) => {
    if (when === 'after') await filled.analyze();
  });

  describe.each(['custom', 'generic'] as const)('with a %s plan', (mode) => {
    it.for(Object.entries(asked))('%s reads no settled event', async ([, [pages, ask]], { read }) => {
      for (const { buffers, inVain } of await read(mode, ask)) {
        expect(inVain).toBe(0);
        expect(buffers).toBeLessThan(pages);
      }
    });
  });
});
