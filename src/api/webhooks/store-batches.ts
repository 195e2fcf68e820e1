import type { Database } from '../../db/database.ts';
import type { NewInboxEvent } from '../../db/inbox/store-events.ts';
import { isOneStatements } from '../../db/transaction/sqlstate.ts';
import type { WorkspaceStatements } from '../../db/workspace-statements.ts';
import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';

export interface Waiting {
  readonly event: NewInboxEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface Inbox {
  readonly connection: Connection;
  readonly waiting: Waiting[];
}

/** Events of one inbox that are stored by one statement. */
export interface Batch {
  readonly inbox: Inbox;
  readonly events: readonly Waiting[];
}

export interface StoreOptions {
  readonly db: Pick<Database, 'inWorkspaces'>;
  /** Called when events are committed and no drain works on their inbox or is about to. */
  readonly onWake: (connection: Connection) => void;
  /** The milliseconds after which a statement counts as lost; its events can be stored nevertheless. */
  readonly deadlineMs?: number;
}

const defaultDeadlineMs = 8_000;

export const databaseTooSlow = (message: string): SyncError =>
  new SyncError('database_unavailable', message, { retryAfterMs: 5_000 });

/** A drain or another process locks an inbox's row for milliseconds. While a transaction waits, its other inboxes wait too. */
const lockTimeoutMs = 100;

/**
 * Stores batches of different inboxes in one transaction, answers their senders, and calls `ended` for each inbox that has
 * no statement on its way any more. If one batch makes the transaction fail or wait for a lock, each batch is stored by
 * itself, after this has resolved. Never throws.
 */
export async function storeBatches(
  options: StoreOptions,
  batches: readonly Batch[],
  ended: (inbox: Inbox) => void,
): Promise<void> {
  try {
    await insert(options, batches, lockTimeoutMs);
    for (const batch of batches) acknowledge(batch, ended);
  } catch (error) {
    const alone =
      error instanceof SyncError && isOneStatements(error) && (batches.length > 1 || error.retryable);
    for (const batch of batches) {
      void (alone ? storeAlone(options, batch, ended) : storeApart(options, batch, error, ended));
    }
  }
}

async function storeAlone(options: StoreOptions, batch: Batch, ended: (inbox: Inbox) => void): Promise<void> {
  try {
    // The sender waits no longer, so the connection need not either.
    await insert(options, [batch], options.deadlineMs ?? defaultDeadlineMs);
    acknowledge(batch, ended);
  } catch (error) {
    await storeApart(options, batch, error, ended);
  }
}

function acknowledge({ inbox, events }: Batch, ended: (inbox: Inbox) => void): void {
  for (const { resolve } of events) resolve();
  ended(inbox);
}

/** An error that one event's content caused must not be the answer to its neighbours. */
async function storeApart(
  options: StoreOptions,
  { inbox, events }: Batch,
  error: unknown,
  ended: (inbox: Inbox) => void,
): Promise<void> {
  if (events.length > 1 && error instanceof SyncError && !error.retryable) {
    for (const event of events) {
      await insert(options, [{ inbox, events: [event] }], lockTimeoutMs).then(event.resolve, event.reject);
    }
  } else {
    for (const { reject } of events) reject(error);
  }
  ended(inbox);
}

async function insert(
  { db, onWake, deadlineMs = defaultDeadlineMs }: StoreOptions,
  batches: readonly Batch[],
  lockTimeout: number,
): Promise<void> {
  const parts = batches.map(({ inbox: { connection }, events }) => {
    // The same order in every process, as for inboxes.
    const inOrder = events.map(({ event }) => event).toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
    return {
      workspace: connection.workspaceId,
      ask: ({ inbox }: WorkspaceStatements) => inbox.store(connection.provider, inOrder),
    };
  });
  const woken = async () => {
    for (const [i, { wake }] of (await db.inWorkspaces(parts, lockTimeout)).entries()) {
      // Even if it was too late for its senders.
      if (wake) onWake(batches[i]!.inbox.connection);
    }
  };
  await withinDeadline(woken(), deadlineMs);
}

async function withinDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(databaseTooSlow('The database did not answer in time.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
