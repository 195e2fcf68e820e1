import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { WorkspaceId } from '../../domain/ids.ts';

/** An open transaction: drizzle for queries that are typed, the driver's client for the hot prepared statements. */
export interface Transaction {
  readonly orm: NodePgDatabase;
  readonly client: pg.PoolClient;
}

/** A transaction that is bound to one workspace. Query modules are made from it; it never leaves `src/db`. */
export interface Scope extends Transaction {
  readonly workspaceId: WorkspaceId;
}

/** A statement's parameter; an array becomes an array of Postgres. */
export type Parameter = string | number | null | readonly (string | null)[];

/** One statement that is not sent yet, prepared under its name once a connection, and how its answer is read. */
export interface Statement<T> {
  readonly name: string;
  readonly text: string;
  readonly values: readonly Parameter[];
  /** Columns by their names, as the driver reads their types. */
  read(rows: readonly Readonly<Record<string, unknown>>[]): T;
}

/** Sends a statement by itself, in an open transaction. */
export async function run<T>({ client }: Pick<Transaction, 'client'>, statement: Statement<T>): Promise<T> {
  const { name, text, values } = statement;
  const { rows } = await client.query<Record<string, unknown>>({ name, text, values: [...values] });
  return statement.read(rows);
}
