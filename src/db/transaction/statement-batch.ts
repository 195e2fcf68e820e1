import pg, { type Connection, type FieldDef, type Submittable } from 'pg';
import type { Parameter, Statement } from './scope.ts';

/** A statement of a batch. `silent`: its result columns are not requested. */
export type BatchedStatement = Pick<Statement<unknown>, 'name' | 'text' | 'values'> & {
  readonly silent?: true;
};

type Row = Record<string, unknown>;

/** The names that each connection's server has prepared. A connection on which a batch failed must be closed. */
const prepared = new WeakMap<Connection, Set<string>>();

/** As the driver's own queries read them. */
const parserOf: (type: number, format: 'text') => (text: string) => unknown = pg.types.getTypeParser;

/** The driver's calls are typed after their flush flag, which it ignores. */
const more = true;

/**
 * Several statements in one message with one `Sync` at its end: one round trip, and Postgres skips everything after a
 * statement that fails, the `commit` too. (node-postgres's own `pipeline` sends a `Sync` after each: Postgres answers each
 * in a packet of its own, and goes on after a failure.) The driver drives it as it does its own queries:
 * https://node-postgres.com/apis/client#clientquery
 */
export class StatementBatch implements Submittable {
  /** The rows of each statement, and its command tag, such as `COMMIT`. */
  readonly answered: Promise<readonly { readonly rows: readonly Row[]; readonly tag: string }[]>;
  readonly #statements: readonly { name: string; text: string; values: (string | null)[]; silent: boolean }[];
  readonly #answers: { rows: Row[]; tag: string }[] = [];
  readonly #resolve: (answers: { rows: Row[]; tag: string }[]) => void;
  readonly #reject: (error: unknown) => void;
  #rows: Row[] = [];
  #columns: { name: string; parse: (text: string) => unknown }[] = [];

  constructor(statements: readonly BatchedStatement[]) {
    const { promise, resolve, reject } = Promise.withResolvers<{ rows: Row[]; tag: string }[]>();
    // Here, so that nothing throws while the driver sends.
    this.#statements = statements.map(({ name, text, values, silent = false }) => {
      // The driver's own queries may have prepared a statement of this name as well.
      return { name: `batch:${name}`, text, values: values.map(asText), silent };
    });
    this.answered = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  submit(connection: Connection): void {
    let known = prepared.get(connection);
    if (known === undefined) prepared.set(connection, (known = new Set()));
    connection.stream.cork();
    for (const { name, text, values, silent } of this.#statements) {
      if (!known.has(name)) {
        connection.parse({ name, text, types: [] }, more);
        known.add(name);
      }
      connection.bind({ statement: name, values }, more);
      if (!silent) connection.describe({ type: 'P' }, more);
      connection.execute(null, more);
    }
    connection.sync();
    connection.stream.uncork();
  }

  /** Of all of its statements, without their values. */
  get text(): string {
    return this.#statements.map(({ text }) => text).join('; ');
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: parserOf(dataTypeID, 'text'),
    }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const row: Row = {};
    for (const [i, { name, parse }] of this.#columns.entries()) {
      const text = fields[i] ?? null;
      row[name] = text === null ? null : parse(text);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#answers.push({ rows: this.#rows, tag: text });
    this.#rows = [];
    this.#columns = [];
  }

  handleReadyForQuery(): void {
    this.#resolve(this.#answers);
  }

  handleError(error: unknown): void {
    this.#reject(error);
  }
}

function asText(value: Parameter): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return `{${value.map((one) => (one === null ? 'NULL' : `"${escaped(one)}"`)).join(',')}}`;
}

const escaped = (text: string): string =>
  text.includes('"') || text.includes('\\') ? text.replaceAll(/["\\]/g, '\\$&') : text;
