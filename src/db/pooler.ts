import { randomUUID } from 'node:crypto';
import { Client, type Notification } from 'pg';
import { SyncError } from '../domain/sync-error.ts';
import { asSyncError, sqlstateOf } from './transaction/sqlstate.ts';

/** Long enough for a busy server: what is not heard by then never is. */
const answerMs = 5_000;

const advice =
  'Set DATABASE_DIRECT_URL to the server itself, or to a pooler in session mode; DATABASE_URL may stay as it is.';

/** What stands between this process and the server cannot do what the process needs. */
export class UnfitPooler extends SyncError {
  constructor(message: string, options?: ErrorOptions) {
    super('database_refused', message, options);
  }
}

async function withClients<T>(
  urls: readonly string[],
  work: (...clients: Client[]) => Promise<T>,
): Promise<T> {
  const clients = urls.map(
    (connectionString) =>
      new Client({ connectionString, connectionTimeoutMillis: 10_000, query_timeout: answerMs }),
  );
  for (const client of clients) client.on('error', () => {}); // the running query reports it
  try {
    for (const client of clients) await client.connect();
    return await work(...clients);
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}

/**
 * Throws an error that says what to do unless a session by `directUrl` hears what is notified by `url`. A pooler in
 * transaction mode accepts `listen`, and never delivers; and a lock of a session is left in it for ever.
 */
export async function assertSession(url: string, directUrl: string): Promise<void> {
  const channel = `payment_sync_${randomUUID().replaceAll('-', '')}`;
  try {
    await withClients([directUrl, url], async (session, other) => {
      const heard = new Promise<boolean>((resolve) => {
        session.on('notification', ({ channel: by }: Notification) => resolve(by === channel));
        setTimeout(() => resolve(false), answerMs).unref();
      });
      await session.query(`listen ${channel}`);
      await other.query(`notify ${channel}`);
      if (await heard) return;
      throw new UnfitPooler(
        (url === directUrl
          ? 'DATABASE_URL goes through a pooler in transaction mode, which delivers no notifications and keeps no session. '
          : 'What is notified by DATABASE_URL does not arrive by DATABASE_DIRECT_URL: it goes through a pooler in transaction ' +
            'mode, or to another database. ') + advice,
      );
    });
  } catch (error) {
    throw asSyncError(error);
  }
}

/** The server does not know the statement, or knows another by its name: the pooler passes names on as they are. */
const lost = new Set(['26000', '42P05']);

/**
 * Throws an error that says what to do if the connections of `url` lose prepared statements: two of them use one name while
 * each has to take turns on the server's connections.
 */
export async function assertPreparedStatements(url: string): Promise<void> {
  const name = `payment_sync_${randomUUID()}`;
  try {
    await withClients([url, url], async (one, other) => {
      await one.query({ name, text: 'select 1' });
      await other.query('begin');
      await other.query({ name, text: 'select 2' });
      await one.query({ name, text: 'select 1' });
      await other.query('rollback');
    });
  } catch (error) {
    if (error instanceof Error && /statement pooling/i.test(error.message)) {
      throw new UnfitPooler(
        'DATABASE_URL goes through a pooler that refuses transactions: use its transaction mode.',
        {
          cause: error,
        },
      );
    }
    if (!lost.has(sqlstateOf(error) ?? '')) throw asSyncError(error);
    throw new UnfitPooler(
      'DATABASE_URL goes through a pooler that loses prepared statements. PgBouncer keeps them in transaction mode from ' +
        'version 1.21 on, with max_prepared_statements above 0 (200 suffices). Or use its session mode.',
      { cause: error },
    );
  }
}
