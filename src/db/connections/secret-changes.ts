import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConnectionKey, type Connection } from '../../domain/connection.ts';

export interface SecretChangesOptions {
  /** `postgres://…`: directly to the server, since a pooler in transaction mode forgets listeners. */
  readonly url: string;
  readonly applicationName: string;
  /** Called each time the connection is lost, or cannot be made. */
  readonly onLost?: (error: unknown) => void;
}

interface SecretChangesListener {
  /** The credentials of this connection changed, or it was switched on or off. */
  changed(connection: Connection): void;
  /** Changes may have been missed until now. */
  missed(): void;
}

/** Reports changed credentials as soon as any process commits them. */
export interface SecretChanges {
  /** False while it would miss changes. */
  readonly listening: boolean;
  subscribe(listener: SecretChangesListener): void;
  close(): Promise<void>;
}

/** As the trigger `payment_config_changed` names it (drizzle/0000_functions.sql). */
const channel = 'payment_config_changed';
const reconnectMs = 1_000;
/** A silent connection may be dead: it is checked this often. */
const checkMs = 15_000;

/** Listens until it is closed, and reconnects for as long as that takes. */
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
    ended.catch(() => {}); // also if nothing awaits it yet
    try {
      await client.connect();
      client.on('notification', hear);
      await client.query(`listen ${channel}`);
      listening = true;
      // From here on no change is missed; values cached before may be out of date.
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
