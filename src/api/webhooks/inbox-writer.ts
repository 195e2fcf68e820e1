import type { Database } from '../../db/database.ts';
import type { NewInboxEvent } from '../../db/queries/inbox.ts';
import type { PaymentProvider } from '../../domain/entity.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';

interface Waiting {
  readonly event: NewInboxEvent;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Inbox {
  readonly workspace: WorkspaceId;
  readonly provider: PaymentProvider;
  waiting: Waiting[];
}

export interface InboxWriterOptions {
  readonly db: Pick<Database, 'inWorkspace'>;
  /** Called when events are committed that nobody would look at otherwise. */
  readonly onWake: (workspace: WorkspaceId, provider: PaymentProvider) => void;
  /** After how many milliseconds a statement counts as lost; the events may be stored nevertheless. */
  readonly deadlineMs?: number;
}

const eventsAStatement = 200;
/** What may wait for the database in one process; more is refused instead of running out of memory. */
const mostWaitingBytes = 128 * 1024 * 1024;

const unavailable = (message: string) =>
  new SyncError('database_unavailable', message, { retryAfterMs: 5_000 });

/**
 * Stores events, those that arrive together in one statement. One statement of a workspace is on its way at a time, and
 * takes along all that arrived during the one before it: alone an event waits for nothing, in a crowd for one statement.
 */
export class InboxWriter {
  readonly #options: InboxWriterOptions;
  readonly #inboxes = new Map<string, Inbox>();
  #waitingBytes = 0;

  constructor(options: InboxWriterOptions) {
    this.#options = options;
  }

  /** Resolves when the event is committed, or was before. Throws `SyncError`. */
  async store(workspace: WorkspaceId, provider: PaymentProvider, event: NewInboxEvent): Promise<void> {
    const bytes = event.payload.length;
    if (this.#waitingBytes + bytes > mostWaitingBytes)
      throw unavailable('Too many webhooks wait for the database.');
    this.#waitingBytes += bytes;
    try {
      await new Promise<void>((resolve, reject) =>
        this.#add(workspace, provider, { event, resolve, reject }),
      );
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  #add(workspace: WorkspaceId, provider: PaymentProvider, waiting: Waiting): void {
    const key = `${workspace}:${provider}`;
    const inbox = this.#inboxes.get(key);
    if (inbox !== undefined) {
      inbox.waiting.push(waiting);
      return;
    }
    const opened: Inbox = { workspace, provider, waiting: [waiting] };
    this.#inboxes.set(key, opened);
    // After this turn of the event loop, in which the requests that came with this one are read too.
    setImmediate(() => void this.#drain(key, opened));
  }

  /** Ends, and forgets the inbox, when nothing waits; never throws. */
  async #drain(key: string, inbox: Inbox): Promise<void> {
    while (inbox.waiting.length > 0) {
      const batch = inbox.waiting.splice(0, eventsAStatement);
      await this.#write(inbox, batch);
    }
    this.#inboxes.delete(key);
  }

  async #write(inbox: Inbox, batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#insert(inbox, batch);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      // What one event's content did must not be answered to its neighbours.
      if (batch.length > 1 && error instanceof SyncError && !error.retryable) {
        for (const one of batch) await this.#write(inbox, [one]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  async #insert({ workspace, provider }: Inbox, batch: readonly Waiting[]): Promise<void> {
    // In one order everywhere, so that two processes with the same events wait for each other only one way.
    const events = batch.map(({ event }) => event).toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
    const { db, onWake, deadlineMs = 8_000 } = this.#options;
    const storing = db.inWorkspace(workspace, ({ inbox }) => inbox.store(provider, events));
    // Also when it comes too late for its senders.
    const woken = storing.then(({ wake }) => (wake ? onWake(workspace, provider) : undefined));
    await withinDeadline(woken, deadlineMs);
  }
}

async function withinDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unavailable('The database did not answer in time.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
