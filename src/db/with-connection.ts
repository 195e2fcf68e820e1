import { Client } from 'pg';
import { asSyncError } from './transaction/sqlstate.ts';

/** Runs `work` on a connection of its own to the database at `databaseUrl`, with the rights of its login. Throws `SyncError`. */
export async function withConnection<T>(
  databaseUrl: string,
  work: (client: Client) => Promise<T>,
  connectionTimeoutMillis = 10_000,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis });
  client.on('error', () => {}); // the running query reports it
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw asSyncError(error);
  } finally {
    await client.end().catch(() => {});
  }
}
