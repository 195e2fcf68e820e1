import { setTimeout as sleep } from 'node:timers/promises';
import type { Arrived, AwaitedIds } from '../db/changes/awaited-changes.ts';
import type { Database } from '../db/database.ts';
import type { WorkspaceStatements } from '../db/workspace-statements.ts';
import { connectionKey, type Connection } from '../domain/connection.ts';

/** The most that a change waits to be noticed. */
const lookEveryMs = 100;
/** Connections that one look asks about in one transaction. */
const maxParts = 100;

/** What one request waits for. */
export interface AwaitedChange {
  readonly connection: Connection;
  readonly kind: keyof AwaitedIds;
  readonly id: string;
  /** Milliseconds since 1970, of an object. */
  readonly since: number;
}

interface Waiter {
  readonly awaited: AwaitedChange;
  readonly wake: () => void;
}

/**
 * Looks for what all waiting requests of this process wait for, in one transaction at a time, so that it makes no difference
 * to Postgres whether one request waits or a thousand. If Postgres does not answer it wakes them all, and they see for
 * themselves.
 */
export class WaitBoard {
  readonly #db: Pick<Database, 'inWorkspaces'>;
  readonly #waiters = new Set<Waiter>();
  #looking = false;

  constructor(db: Pick<Database, 'inWorkspaces'>) {
    this.#db = db;
  }

  /** Resolves to true when the change seems to have arrived; to false after `ms`, or when `signal` aborts. */
  async arrived(awaited: AwaitedChange, ms: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const waiter = { awaited, wake: () => resolve(true) };
    const end = () => resolve(false);
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
    this.#waiters.add(waiter);
    if (!this.#looking) void this.#look();
    const came = await promise;
    this.#waiters.delete(waiter);
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    return came;
  }

  /** Runs as long as a request waits; never throws. */
  async #look(): Promise<void> {
    this.#looking = true;
    try {
      for (;;) {
        await sleep(lookEveryMs);
        const groups = [...byConnection(this.#waiters)];
        if (groups.length === 0) return;
        for (let i = 0; i < groups.length; i += maxParts) await this.#ask(groups.slice(i, i + maxParts));
      }
    } finally {
      this.#looking = false;
    }
  }

  async #ask(groups: readonly (readonly Waiter[])[]): Promise<void> {
    const parts = groups.map((waiters) => {
      const { workspaceId, provider } = waiters[0]!.awaited.connection;
      const ids = { events: idsOf(waiters, 'events'), objects: idsOf(waiters, 'objects') };
      return {
        workspace: workspaceId,
        ask: ({ awaitedChanges }: WorkspaceStatements) => awaitedChanges(provider, ids),
      };
    });
    try {
      const answers = await this.#db.inWorkspaces(parts);
      for (const [i, waiters] of groups.entries()) {
        for (const { awaited, wake } of waiters) if (hasArrived(answers[i]!, awaited)) wake();
      }
    } catch {
      for (const { wake } of groups.flat()) wake();
    }
  }
}

function byConnection(waiters: Iterable<Waiter>): Iterable<Waiter[]> {
  const groups = new Map<string, Waiter[]>();
  for (const waiter of waiters) {
    const key = connectionKey(waiter.awaited.connection);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [waiter]);
    else group.push(waiter);
  }
  return groups.values();
}

const idsOf = (waiters: readonly Waiter[], kind: keyof AwaitedIds): string[] => [
  ...new Set(waiters.filter(({ awaited }) => awaited.kind === kind).map(({ awaited }) => awaited.id)),
];

const hasArrived = (found: readonly Arrived[], { kind, id, since }: AwaitedChange): boolean =>
  found.some((one) => one.kind === kind && one.id === id && one.asOf >= since);
