import type { SyncError } from '../../domain/sync-error.ts';
import type { ListingOptions } from './listing-options.ts';
import { isProviderFailure, PageRequests, ReadTimes } from './page-requests.ts';
import { PageWriter } from './page-writer.ts';

/** One entity's listing for the time of one slice, however its pages are read. */
export abstract class ListingReader {
  protected readonly options: ListingOptions;
  protected readonly requests: PageRequests;
  protected readonly writer: PageWriter;
  protected readonly times = new ReadTimes();
  protected stopping = false;
  /** Pages that were read, unchanged ones included. */
  pages = 0;
  /** Requests that those pages took which take several. */
  requestsOfPages = 0;
  /** Why a request failed for good. */
  failure: SyncError | null = null;

  constructor(options: ListingOptions) {
    const { open, slots, session } = options;
    this.options = options;
    this.requests = new PageRequests({ ...options, workspaceId: session.workspaceId });
    this.writer = new PageWriter({ ...options, ...open, slots: slots.writes });
  }

  /** Requests no further page; what is on its way is still written. */
  stop(): void {
    this.stopping = true;
    this.requests.stop();
  }

  /**
   * Reads until the listing is complete, `stop` is called or a request fails for good. True if the listing is complete.
   * Throws `SyncError` of the database, and `session_superseded`.
   */
  async run(readers: number): Promise<boolean> {
    const { db, session, open } = this.options;
    if (!(await this.readAll(readers))) return false;
    return await db.inWorkspace(session.workspaceId, (ws) =>
      ws.listings.finish(session.provider, open.listing, this.times.until || Date.now()),
    );
  }

  /** False if it was stopped before the end. */
  protected abstract readAll(readers: number): Promise<boolean>;

  /** Stops, and remembers a failure of the provider; throws any other. */
  protected fail(error: unknown): void {
    this.stop();
    if (!isProviderFailure(error)) throw error;
    this.failure ??= error;
  }
}
