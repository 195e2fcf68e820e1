import type pg from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Transaction } from '../../../src/db/transaction/scope.ts';

/** Postgres's work for one statement. */
export interface ExplainedStatement {
  /** How each table was reached: `customers by customers_unsynced`, `customers sequentially`. */
  readonly access: readonly string[];
  readonly rows: number;
  /** Pages of 8 KiB that were looked at, those of large values and of sorting included. */
  readonly buffers: number;
  readonly milliseconds: number;
}

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Plan[];
}
interface Explained {
  readonly Plan: Plan;
  readonly Serialization?: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
  readonly 'Execution Time': number;
}

const blocks = (node: Pick<Plan, 'Shared Hit Blocks' | 'Shared Read Blocks'>): number =>
  node['Shared Hit Blocks'] + node['Shared Read Blocks'];

/** A node that ran; one that a limit made unnecessary did not. */
function access(node: Plan): string[] {
  const below = (node.Plans ?? []).flatMap(access);
  if (node['Actual Loops'] === 0) return below;
  const { 'Relation Name': table, 'Index Name': index } = node;
  if (node['Node Type'] === 'Seq Scan') return [`${table} sequentially`, ...below];
  return index === undefined ? below : [index, ...below];
}

/**
 * A transaction on `client` that explains every statement, undoes it, and then runs it. `seen` gets the explanations.
 * Statements are planned for their values, as unnamed ones are and named ones are at first.
 */
export function explaining(client: pg.PoolClient, seen: ExplainedStatement[]): Transaction {
  const query = async (statement: string | pg.QueryConfig, parameters?: unknown[]) => {
    const config = typeof statement === 'string' ? { text: statement } : statement;
    const values = parameters ?? config.values ?? [];
    await client.query('savepoint explained');
    const { rows } = await client.query<{ 'QUERY PLAN': readonly Explained[] }>(
      `explain (analyze, buffers, serialize text, format json) ${config.text}`,
      values,
    );
    await client.query('rollback to explained');
    const [explained] = rows[0]!['QUERY PLAN'];
    seen.push({
      access: [...new Set(access(explained!.Plan))],
      rows: explained!.Plan['Actual Rows'],
      buffers: blocks(explained!.Plan) + (explained!.Serialization ? blocks(explained!.Serialization) : 0),
      milliseconds: explained!['Execution Time'],
    });
    return await client.query(config, values);
  };
  const explainer = new Proxy(client, {
    get: (target, property) => (property === 'query' ? query : Reflect.get(target, property, target)),
  });
  return { client: explainer, orm: drizzle({ client: explainer }) };
}
