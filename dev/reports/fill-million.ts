/**
 * Fills a migrated, empty database with 1,000,000 customers and 1,000,000 subscriptions of 200 workspaces, one of which
 * has a tenth of them, and the other rows of a workspace. `npx node dev/reports/fill-million.ts postgres://…`: under five minutes.
 */
import { Client } from 'pg';
import type { Column, ColumnKind } from '../../src/domain/entities/column.ts';
import { entities, entityTypes, type EntityType } from '../../src/domain/entities/entities.ts';
import { wireName } from '../../src/domain/entities/entity.ts';
import { appRole, systemRole } from '../../src/db/roles.ts';

const workspaces = 200;
const total = 1_000_000;
const largest = total / 10;

/** How many customers, and as many subscriptions, the workspace of this number has. */
function share(number: number): number {
  if (number === 0) return largest;
  const each = Math.floor((total - largest) / (workspaces - 1));
  return number === 1 ? total - largest - each * (workspaces - 2) : each;
}

/** Rows for each customer and bytes of JSON, of the entities that are not as the others. */
const sizes: Partial<Record<EntityType, { readonly rows: number; readonly bytes: number }>> = {
  customers: { rows: 1, bytes: 600 },
  prices: { rows: 1 / 20, bytes: 400 },
  subscriptions: { rows: 1, bytes: 1_500 },
};
const sizeOf = (type: EntityType) => sizes[type] ?? { rows: 1 / 50, bytes: 300 };

/** SQL for the provider's id of the `number`th object of workspace `$1`. */
const externalId = (type: string, number: string): string =>
  `'${type}_' || substr(md5($1::uuid::text || ${number}), 1, 14)`;

/** SQL for what a column of each kind holds in row `i`. */
const values: Readonly<Record<ColumnKind, string>> = {
  text: `'text ' || i % 100`,
  flag: 'true',
  instant: 'to_timestamp(1600000000 + i)',
  amount: 'i',
  decimal: 'i',
  count: '1',
};

/** SQL that fills an entity's table: `$1` the workspace, `$2` how many rows. */
function fillEntity(type: EntityType): string {
  const { rows, bytes } = sizeOf(type);
  const columns: [string, Column][] = Object.entries(entities[type].columns);
  const value = ({ kind, references }: Column): string => {
    if (references === undefined) return values[kind];
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the list of entities does not compile with another
    const referenced = `greatest(1, ($2::int * ${sizeOf(references as EntityType).rows / rows})::int)`;
    return externalId(references, `(1 + i % ${referenced})`);
  };
  return `
  insert into ${type}
    (workspace_id, payment_provider, external_id, provider_data, provider_created_at, livemode, snapshot_from,
     snapshot_to, source, payment_sync_status, payment_synced_at, deleted_at,
     ${columns.map(([name]) => wireName(name)).join(', ')})
  select $1, 'stripe', ${externalId(type, 'i')},
    jsonb_build_object('id', ${externalId(type, 'i')}, 'object', '${type}', 'created', 1600000000 + i,
      'metadata', jsonb_build_object('note', repeat(md5(i::text), ${Math.round(bytes / 32)}))),
    to_timestamp(1600000000 + i), true, now(), now(), 'list',
    case when i % 100 = 1 then 'failed' when i % 200 = 2 then 'conflict' when i % 200 = 3 then 'pending' else 'synced' end,
    now(), case when i % 100 = 50 then now() end,
    ${columns.map(([, column]) => value(column)).join(', ')}
  from generate_series(1, $2::int) i`;
}

/** Run as the application's role, bound by its policies. */
const statements: readonly [name: string, rows: (share: number) => number, text: string][] = [
  ...entityTypes.map((type): (typeof statements)[number] => [
    type,
    (share) => share * sizeOf(type).rows,
    fillEntity(type),
  ]),
  [
    'payment_sync_sessions',
    (n) => n / 50,
    `insert into payment_sync_sessions (workspace_id, id, provider_name, provider_config_id, session_type, status,
       entity_types, sync_mode, workflow_id, run_id, started_at, completed_at, created_at)
     select $1, payment_sync_uuid(), 'stripe', c.id, 'incremental_sync',
       case when i % 10 = 0 then 'failed' else 'completed' end, '{customers}', 'incremental', 'w', 'r',
       now() - i * interval '1 hour', now() - i * interval '59 minutes', now() - i * interval '1 hour'
     from generate_series(1, $2::int) i, workspace_payment_configs c where c.workspace_id = $1`,
  ],
  [
    'payment_sync_events',
    (n) => n / 2,
    `insert into payment_sync_events
       (workspace_id, session_id, provider_name, entity_type, external_id, event_type, event_details, created_at)
     select $1, s.ids[1 + i * array_length(s.ids, 1) / ($2::int + 1)], 'stripe', case when i % 5000 = 0 then 'prices' else 'customers' end,
       case when i % 10 = 0 then ${externalId('customers', 'i')} end,
       case when i % 5000 = 0 then 'entity_conflict' when i % 10 = 0 then 'entity_synced' else 'page_synced' end, '{"listed": 100}',
       now() - ($2::int - i) * interval '1 minute'
     from generate_series(1, $2::int) i,
       (select array_agg(id order by created_at) as ids from payment_sync_sessions where workspace_id = $1) s`,
  ],
];

const config = `
  insert into workspace_payment_configs
    (workspace_id, provider_name, credentials_encrypted, credentials_hint, account_id, livemode, webhook_secret_encrypted,
     webhook_url, config_data)
  values ($1, 'stripe', decode(repeat('00', 140), 'hex'), '0000', 'acct_1', true,
    decode(repeat('00', 100), 'hex'), 'https://example.com/webhooks/stripe/' || $1::uuid,
    jsonb_build_object('note', repeat('x', 400)))`;

/** Gives a workspace rows of every kind, `rows` of them customers. */
export async function fillWorkspace(client: Client, workspace: string, rows: number): Promise<void> {
  await client.query(`begin; set local role ${appRole}`);
  await client.query(`select set_config('app.workspace_id', $1, true)`, [workspace]);
  await client.query(config, [workspace]);
  for (const [, howMany, text] of statements) {
    await client.query(text, [workspace, Math.max(3, Math.round(howMany(rows)))]);
  }
  await client.query('commit');
}

/** Returns the id of the workspace with the most rows, and how many seconds it took. */
export async function fillMillion(url: string): Promise<{ largest: string; seconds: number }> {
  const began = performance.now();
  const clients = [new Client(url), new Client(url)];
  await Promise.all(clients.map((client) => client.connect()));
  const [first] = clients;
  await first!.query(`begin; set local role ${systemRole}`);
  const made = await first!.query<{ id: string }>(
    `insert into workspaces (name) select 'Workspace ' || i from generate_series(1, $1::int) i returning id`,
    [workspaces],
  );
  await first!.query('commit');
  const ids = made.rows.map((row) => row.id);
  const left = ids.map((id, number) => ({ id, rows: share(number) }));
  await Promise.all(
    clients.map(async (client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        await fillWorkspace(client, next.id, next.rows);
      }
    }),
  );
  await first!.query('vacuum (analyze)');
  await Promise.all(clients.map((client) => client.end()));
  return { largest: ids[0]!, seconds: (performance.now() - began) / 1_000 };
}

if (import.meta.main) {
  const url = process.argv[2];
  if (url === undefined) throw new Error('give the URL of a migrated, empty database');
  const { seconds } = await fillMillion(url);
  console.log(`filled in ${seconds.toFixed(0)} s`);
}
