import pg from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseConnectionKey, type Connection } from '../../domain/connection.ts';
import { workspaceId, type WorkspaceId } from '../../domain/ids.ts';

export interface ChangeNoticesOptions {
  /** `postgres://…`: directly to the server, since a pooler in transaction mode forgets listeners. */
  readonly url: string;
  readonly applicationName: string;
  /** Called each time the connection is lost, or cannot be made. */
  readonly onLost?: (error: unknown) => void;
}

interface ChangeListener {
  /** The credentials of this connection changed, or it was switched on or off. */
  connectionChanged?(connection: Connection): void;
  /** An API key of this workspace has ended, or the workspace's name or limits changed, or it was deleted. */
  accessChanged?(workspace: WorkspaceId): void;
  /** Changes may have been missed until now. */
  missed(): void;
}

/** Reports what a process keeps in memory and another process has changed, as soon as that is committed. */
export interface ChangeNotices {
  /** False while it would miss changes. */
  readonly listening: boolean;
  subscribe(listener: ChangeListener): void;
  close(): Promise<void>;
}

/** By the channels of the triggers in drizzle/0000_functions.sql. */
const tell: Record<string, (listener: ChangeListener, payload: string) => void> = {
  payment_config_changed(listener, payload) {
    const connection = parseConnectionKey(payload);
    if (connection !== undefined) listener.connectionChanged?.(connection);
  },
  api_access_changed: (listener, payload) => listener.accessChanged?.(workspaceId(payload)),
};
const reconnectMs = 1_000;
/** A silent connection may be dead: it is checked this often. */
const checkMs = 15_000;

/** Listens until it is closed, and reconnects for as long as that takes. */
export function listenForChanges(options: ChangeNoticesOptions): ChangeNotices {
  const listeners = new Set<ChangeListener>();
  const closing = new AbortController();
  let listening = false;

  const hear = ({ channel, payload = '' }: pg.Notification) => {
    for (const listener of listeners) tell[channel]?.(listener, payload);
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
      for (const channel of Object.keys(tell)) await client.query(`listen ${channel}`);
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
