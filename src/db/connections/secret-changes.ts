import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConnectionKey, type Connection } from '../../domain/connection.ts';

export interface SecretChangesOptions {
  /** `postgres://…`: directly to the server, as a pooler in transaction mode forgets who listens. */
  readonly url: string;
  readonly applicationName: string;
  /** Told of each time the connection is lost, or cannot be made. */
  readonly onLost?: (error: unknown) => void;
}

interface SecretChangesListener {
  /** The credentials of this connection were written anew, or it was switched on or off. */
  changed(connection: Connection): void;
  /** Changes may have been missed until now. */
  missed(): void;
}

/** Tells of changed credentials in the moment in which they are committed, whichever process did it. */
export interface SecretChanges {
  /** False while changes would be missed. */
  readonly listening: boolean;
  subscribe(listener: SecretChangesListener): void;
  close(): Promise<void>;
}

/** As the trigger `payment_config_changed` names it (drizzle/0000_functions.sql). */
const channel = 'payment_config_changed';
const reconnectMs = 1_000;
/** A connection that hears nothing may be dead: it is asked this often. */
const checkMs = 15_000;

/** Listens until it is closed, and connects again for as long as that takes. */
export function listenForSecretChanges(options: SecretChangesOptions): SecretChanges {
  const listeners = new Set<SecretChangesListener>();
  const closing = new AbortController();
  let listening = false;

  const hear = ({ payload = '' }: pg.Notification) => {
    const connection = parseConnectionKey(payload);
    if (connection === undefined) return;
    for (const listener of listeners) listener.changed(connection);
  };

  /** Resolves or rejects when the connection has ended. */
  const listenOnce = async (): Promise<void> => {
    const client = new pg.Client({
      connectionString: options.url,
      application_name: options.applicationName,
      connectionTimeoutMillis: 10_000,
      query_timeout: checkMs,
      keepAlive: true,
    });
    const ended = new Promise<never>((_, reject) => {
      client.on('error', reject);
      client.once('end', () => reject(new Error('The connection that listens for changes ended.')));
    });
    ended.catch(() => {}); // also where nobody waits for it yet
    try {
      await client.connect();
      client.on('notification', hear);
      await client.query(`listen ${channel}`);
      listening = true;
      // Only now is nothing missed any more: what was kept until here may be out of date.
      for (const listener of listeners) listener.missed();
      while (!closing.signal.aborted) {
        await Promise.race([ended, sleep(checkMs, undefined, { signal: closing.signal })]);
        await client.query('select 1');
      }
    } finally {
      listening = false;
      for (const listener of listeners) listener.missed();
      await client.end().catch(() => {});
    }
  };

  const running = (async () => {
    while (!closing.signal.aborted) {
      try {
        await listenOnce();
      } catch (error) {
        if (closing.signal.aborted) return;
        options.onLost?.(error);
        await sleep(reconnectMs, undefined, { signal: closing.signal }).catch(() => {});
      }
    }
  })();

  return {
    get listening() {
      return listening;
    },
    subscribe(listener) {
      listeners.add(listener);
    },
    async close() {
      closing.abort();
      await running;
    },
  };
}
