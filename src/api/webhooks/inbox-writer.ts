import type { NewInboxEvent } from '../../db/inbox/store-events.ts';
import { connectionKey, type Connection } from '../../domain/connection.ts';
import {
  databaseTooSlow,
  storeBatches,
  type Batch,
  type Inbox,
  type StoreOptions,
  type Waiting,
} from './store-batches.ts';

const eventsATransaction = 200;
/** While one is being flushed to disk, another is filled; more would only be smaller ones. */
const transactionsAtOnce = 2;
/** What may wait for the database in one process; more is refused instead of running out of memory. */
const mostWaitingBytes = 128 * 1024 * 1024;

const keyOf = ({ connection }: Inbox): string => connectionKey(connection);

/**
 * Stores events, those that arrive together in one transaction, each inbox's in a statement of their own. An inbox has
 * one statement on its way at a time, and the next takes along all that arrived during it: alone an event waits for
 * nothing, in a crowd for one transaction. An inbox that makes a transaction fail, or wait, is stored by itself.
 */
export class InboxWriter {
  readonly #options: StoreOptions;
  /** Those with something waiting or on its way. */
  readonly #inboxes = new Map<string, Inbox>();
  /** Those with something waiting and nothing on its way, the longest waiting first. */
  readonly #due = new Set<Inbox>();
  #waitingBytes = 0;
  #transactions = 0;
  #filling = false;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** Resolves when the event is committed, or was before. Throws `SyncError`. */
  async store(connection: Connection, event: NewInboxEvent): Promise<void> {
    const bytes = event.payload.length;
    if (this.#waitingBytes + bytes > mostWaitingBytes)
      throw databaseTooSlow('Too many webhooks wait for the database.');
    this.#waitingBytes += bytes;
    try {
      await new Promise<void>((resolve, reject) => this.#add(connection, { event, resolve, reject }));
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  #add(connection: Connection, waiting: Waiting): void {
    const key = connectionKey(connection);
    const inbox = this.#inboxes.get(key);
    if (inbox !== undefined) {
      inbox.waiting.push(waiting);
      return;
    }
    const opened: Inbox = { connection, waiting: [waiting] };
    this.#inboxes.set(key, opened);
    this.#due.add(opened);
    this.#fillSoon();
  }

  /** After this turn of the event loop, in which the requests that came with this one are read too. */
  #fillSoon(): void {
    if (this.#filling || this.#transactions >= transactionsAtOnce) return;
    this.#filling = true;
    setImmediate(() => {
      this.#filling = false;
      while (this.#due.size > 0 && this.#transactions < transactionsAtOnce)
        void this.#share(this.#nextBatches());
    });
  }

  #nextBatches(): Batch[] {
    const batches: Batch[] = [];
    let room = eventsATransaction;
    for (const inbox of this.#due) {
      if (room === 0) break;
      const events = inbox.waiting.splice(0, room);
      room -= events.length;
      this.#due.delete(inbox);
      batches.push({ inbox, events });
    }
    // In one order everywhere, so that two processes wait for each other only one way.
    return batches.toSorted((a, b) => (keyOf(a.inbox) < keyOf(b.inbox) ? -1 : 1));
  }

  /** Never throws. */
  async #share(batches: readonly Batch[]): Promise<void> {
    this.#transactions += 1;
    await storeBatches(this.#options, batches, (inbox) => this.#release(inbox));
    this.#transactions -= 1;
    this.#fillSoon();
  }

  #release(inbox: Inbox): void {
    if (inbox.waiting.length === 0) {
      this.#inboxes.delete(keyOf(inbox));
    } else {
      this.#due.add(inbox);
      this.#fillSoon();
    }
  }
}
