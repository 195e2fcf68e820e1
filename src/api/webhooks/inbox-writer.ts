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

const maxEventsPerTransaction = 200;
/** A transaction is one message. It ends with the event that exceeds this. */
const maxBytesPerTransaction = 8 * 1024 * 1024;
/** While one is flushed to disk, the next is filled. More would only be smaller. */
const maxTransactions = 2;
/** Events that wait for the database in one process. More are refused, so that memory does not run out. */
const maxWaitingBytes = 128 * 1024 * 1024;
/** Of these, one inbox's: its large events must not keep those of all others out. */
const maxWaitingBytesOfOne = maxWaitingBytes / 4;

const keyOf = ({ connection }: Inbox): string => connectionKey(connection);

/**
 * Stores events that arrive at the same time in one transaction, with one statement an inbox. An inbox has one statement on
 * its way at a time, and the next one takes all events that arrived during it: a single event waits for nothing, one of
 * many for one transaction. An inbox that makes a transaction fail, or wait, is stored by itself.
 */
export class InboxWriter {
  readonly #options: StoreOptions;
  /** Those with events that wait or are on their way. */
  readonly #inboxes = new Map<string, Inbox>();
  /** Those with waiting events and no statement on its way; the one that has waited longest first. */
  readonly #due = new Set<Inbox>();
  #waitingBytes = 0;
  readonly #waitingBytesOf = new Map<string, number>();
  #transactions = 0;
  #filling = false;

  constructor(options: StoreOptions) {
    this.#options = options;
  }

  /** Resolves once the event is committed, now or earlier. Throws `SyncError`. */
  async store(connection: Connection, event: NewInboxEvent): Promise<void> {
    const key = connectionKey(connection);
    const bytes = event.payload.length;
    const own = this.#waitingBytesOf.get(key) ?? 0;
    if (this.#waitingBytes + bytes > maxWaitingBytes || own + bytes > maxWaitingBytesOfOne)
      throw databaseTooSlow('Too many webhooks wait for the database.');
    this.#count(key, bytes);
    try {
      await new Promise<void>((resolve, reject) => this.#add(connection, { event, resolve, reject }));
    } finally {
      this.#count(key, -bytes);
    }
  }

  #count(key: string, bytes: number): void {
    const own = (this.#waitingBytesOf.get(key) ?? 0) + bytes;
    if (own > 0) this.#waitingBytesOf.set(key, own);
    else this.#waitingBytesOf.delete(key);
    this.#waitingBytes += bytes;
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

  /** After this turn of the event loop, so that requests that arrived with this one are read too. */
  #fillSoon(): void {
    if (this.#filling || this.#transactions >= maxTransactions) return;
    this.#filling = true;
    setImmediate(() => {
      this.#filling = false;
      while (this.#due.size > 0 && this.#transactions < maxTransactions)
        void this.#share(this.#nextBatches());
    });
  }

  #nextBatches(): Batch[] {
    const batches: Batch[] = [];
    let room = maxEventsPerTransaction;
    let bytes = maxBytesPerTransaction;
    for (const inbox of this.#due) {
      if (room === 0 || bytes <= 0) break;
      let fit = 0;
      for (; fit < inbox.waiting.length && fit < room && bytes > 0; fit += 1)
        bytes -= inbox.waiting[fit]!.event.payload.length;
      const events = inbox.waiting.splice(0, fit);
      room -= events.length;
      this.#due.delete(inbox);
      batches.push({ inbox, events });
    }
    // The same order in every process, so that two of them cannot wait for each other.
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
