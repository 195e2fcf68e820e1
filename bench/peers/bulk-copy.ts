/**
 * The floor: COPY of the rows that our sync had stored, into empty tables with the same columns, keys and indexes, but
 * without triggers, foreign keys and policies, over as many connections as our worker may open.
 */
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { setting, workOnSignal } from './work-on-signal.ts';

const connections = 10;
const tables = ['products', 'prices', 'customers', 'subscriptions'];

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** A table's rows as COPY text, cut into as many parts as there are connections. */
async function rowsOf(source: pg.Client, table: string): Promise<string[]> {
  let text = '';
  const rows = source.query(copyTo(`copy (select * from ${table}) to stdout`));
  rows.setEncoding('utf8');
  for await (const chunk of rows) text += String(chunk);
  const lines = text.split('\n').slice(0, -1);
  const size = Math.ceil(lines.length / connections);
  return Array.from({ length: connections }, (_, i) =>
    lines
      .slice(i * size, (i + 1) * size)
      .map((line) => `${line}\n`)
      .join(''),
  );
}

const source = await connect(setting('SOURCE_URL'));
const parts = new Map<string, string[]>();
for (const table of tables) parts.set(table, await rowsOf(source, table));
await source.end();
const targets = await Promise.all(
  Array.from({ length: connections }, () => connect(setting('DATABASE_URL'))),
);
for (const table of tables) {
  await targets[0]!.query(
    `create schema if not exists bare; create table bare.${table} (like public.${table} including all)`,
  );
}

await workOnSignal(() =>
  Promise.all(
    targets.map(async (target, i) => {
      for (const table of tables) {
        await pipeline(
          Readable.from([parts.get(table)![i]!]),
          target.query(copyFrom(`copy bare.${table} from stdin`)),
        );
      }
    }),
  ),
);
