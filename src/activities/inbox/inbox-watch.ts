import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/database.ts';
import { connectionKey, type Connection } from '../../domain/connection.ts';

/** The most that a stored event waits to be noticed. */
const lookEveryMs = 50;

/** An inbox that a drain of this process watches. */
export interface WatchedInbox {
  /** The inbox's version as last read. Read it before you take events. */
  readonly version: string | null | undefined;
  /**
   * Resolves when the inbox has another version than `version`, when Postgres cannot say, or after `ms`. Rejects when
   * `signal` aborts.
   */
  changed(version: string | null | undefined, ms: number, signal: AbortSignal): Promise<void>;
}

interface Waiter {
  readonly inbox: Connection;
  readonly version: string | null | undefined;
  readonly wake: () => void;
}

/**
 * Reads the versions of all inboxes that this process watches with one statement, instead of a transaction each. If
 * Postgres does not answer it wakes all drains, which then take events themselves.
 */
export class InboxWatch {
  readonly #db: Pick<Database, 'asSystem'>;
  readonly #versions = new Map<string, string | null>();
  readonly #waiters = new Set<Waiter>();
  #looking = false;

  constructor(db: Pick<Database, 'asSystem'>) {
    this.#db = db;
  }

  /** Calls `work` with the inbox watched. */
  async watching<T>(inbox: Connection, work: (watched: WatchedInbox) => Promise<T>): Promise<T> {
    const key = connectionKey(inbox);
    const versions = this.#versions;
    try {
      return await work({
        get version() {
          return versions.get(key);
        },
        changed: (version, ms, signal) => this.#changed(inbox, version, ms, signal),
      });
    } finally {
      versions.delete(key);
    }
  }

  async #changed(
    inbox: Connection,
    version: Waiter['version'],
    ms: number,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve } = Promise.withResolvers<void>();
    const waiter: Waiter = { inbox, version, wake: resolve };
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve(), { once: true });
    this.#waiters.add(waiter);
    if (!this.#looking) void this.#look();
    await promise;
    this.#waiters.delete(waiter);
    clearTimeout(timer);
    signal.throwIfAborted();
  }

  /** Runs as long as a drain waits; never throws. */
  async #look(): Promise<void> {
    this.#looking = true;
    try {
      for (;;) {
        await sleep(lookEveryMs);
        const waiters = [...this.#waiters];
        if (waiters.length === 0) return;
        await this.#read(waiters);
        for (const { inbox, version, wake } of waiters) {
          if (this.#versions.get(connectionKey(inbox)) !== version) wake();
        }
      }
    } finally {
      this.#looking = false;
    }
  }

  async #read(waiters: readonly Waiter[]): Promise<void> {
    const inboxes = waiters.map(({ inbox }) => inbox);
    try {
      const read = await this.#db.asSystem('watch inboxes', ({ watchedInboxes }) =>
        watchedInboxes.versions(inboxes),
      );
      for (const inbox of read) this.#versions.set(connectionKey(inbox), inbox.version);
    } catch {
      for (const { wake } of waiters) wake();
    }
  }
}
