import { PageSize } from '../../domain/listings/page-size.ts';
import { SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import type { EventsPage, EventsRequest, ProviderAccount } from '../../providers/provider.ts';
import { slotsOf, type ListingSlots } from '../listing/listing-slots.ts';

const maxEvents = 100;
/** As for pages of a listing. */
const maxHeldMs = 2_000;

export interface EventPagesOptions {
  readonly account: Pick<ProviderAccount, 'listEvents'>;
  readonly workspaceId: WorkspaceId;
  readonly slots: Pick<ListingSlots, 'pages' | 'objectSizes'>;
}

/** Requests pages of events within the room that the process has for pages, and smaller ones if they do not come. */
export class EventPages {
  readonly #options: EventPagesOptions;
  readonly #size = new PageSize(maxEvents);

  constructor(options: EventPagesOptions) {
    this.#options = options;
  }

  /** Events a page, if fewer than the most come. */
  get reduced(): number | undefined {
    return this.#size.reduced;
  }

  /** Calls `store` with the page; resolves to the cursor of the next. Throws `provider_unreadable` for an event in the way. */
  async read(
    request: Omit<EventsRequest, 'limit'>,
    store: (page: EventsPage) => Promise<void>,
  ): Promise<string | null> {
    for (;;) {
      const limit = this.#size.next();
      try {
        return await this.#held({ ...request, limit }, store);
      } catch (error) {
        if (!(error instanceof UnfinishedAnswer)) throw error;
        if (!this.#size.failed(limit)) throw await this.#lastlyOf(request, error);
      }
    }
  }

  async #held(request: EventsRequest, store: (page: EventsPage) => Promise<void>): Promise<string | null> {
    const { account, workspaceId, slots } = this.#options;
    const listing = `${workspaceId} events`;
    const expected = slots.objectSizes.expected(listing, request.limit);
    const { arrived, giveBack } = await slots.pages.takeRoom(maxHeldMs, workspaceId, expected);
    try {
      const page = await account.listEvents(request);
      const bytes = page.events.reduce((sum, { length }) => sum + length, 0);
      arrived(slotsOf(bytes));
      slots.objectSizes.saw(listing, page.events.length, bytes);
      this.#size.came(request.limit);
      await store(page);
      return page.next;
    } finally {
      giveBack();
    }
  }

  /** Not even one event comes: it is that event, if the first page does come. */
  async #lastlyOf(
    { cursor, ...request }: Omit<EventsRequest, 'limit'>,
    error: UnfinishedAnswer,
  ): Promise<SyncError> {
    if (cursor === null || error.late) return error;
    await this.#options.account.listEvents({ ...request, cursor: null, limit: 1 });
    return new SyncError(
      'provider_unreadable',
      `One event does not come, not even alone, nor do those before it. ${error.message}`,
      { cause: error },
    );
  }
}
