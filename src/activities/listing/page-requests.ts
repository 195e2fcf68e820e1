import type { WorkspaceId } from '../../domain/ids.ts';
import type { PageSize } from '../../domain/listings/page-size.ts';
import { SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { RememberedPage } from '../../db/listings/pages.ts';
import type { ListedPage, ListRequest, ProviderAccount, SamePage } from '../../providers/provider.ts';
import { slotsOf, type ListingSlots } from './listing-slots.ts';

/** A page and its place in memory. */
export interface HeldPage<Page = ListedPage | SamePage> {
  readonly page: Page;
  /** To be called when the page has been written, or will not be. */
  readonly giveBack: () => void;
}

/** A page to request, of as many objects as come at present. */
export interface PageRequest extends Omit<ListRequest, 'limit' | 'remembered'> {
  readonly remembered?: RememberedPage | undefined;
}

/** A page that takes longer, because of its provider or of the account's pace, gives its place in memory to others. */
const maxHeldMs = 2_000;

export interface PageRequestsOptions {
  readonly account: ProviderAccount;
  readonly workspaceId: WorkspaceId;
  readonly slots: Pick<ListingSlots, 'pages' | 'objectSizes'>;
  readonly pageSize: PageSize;
}

/** Requests pages within the places that the process has for them, and smaller ones if they do not come. */
export class PageRequests {
  readonly #options: PageRequestsOptions;
  #stopping = false;

  constructor(options: PageRequestsOptions) {
    this.#options = options;
  }

  /** A page that does not come is not requested again in another size. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Undefined if the page did not come before the stop: a smaller one may. If the cursor's object is gone, the page begins with
   * its second (`cursorCreated`). Throws `UnfinishedAnswer` if not even a page of one object comes.
   */
  async send(request: PageRequest): Promise<HeldPage | undefined> {
    const { cursor, cursorCreated, createdLt } = request;
    try {
      return await this.#sized(request);
    } catch (error) {
      if (cursor === null || cursorCreated === undefined || !isGone(error)) throw error;
      // The cursor's object was deleted: its second is read again, whose other rows are then unchanged.
      const above = cursorCreated === null ? createdLt : cursorCreated + 1;
      return await this.read({ ...request, cursor: null, more: false, createdLt: above });
    }
  }

  async #sized(request: PageRequest): Promise<HeldPage | undefined> {
    const { pageSize } = this.#options;
    let { remembered } = request;
    do {
      const limit = sizeOf(remembered, pageSize);
      const digest = mayBe(remembered, limit) ? remembered?.bodyDigest : undefined;
      try {
        const held = await this.#send({ ...request, limit, remembered: digest });
        pageSize.came(limit);
        return held;
      } catch (error) {
        if (!(error instanceof UnfinishedAnswer) || !pageSize.failed(limit)) throw error;
        if (limit === remembered?.objects) remembered = undefined;
      }
    } while (!this.#stopping);
    return undefined;
  }

  /** A page that was not remembered. */
  async read(request: Omit<PageRequest, 'remembered'>): Promise<HeldPage<ListedPage> | undefined> {
    const held = await this.send({ ...request, remembered: undefined });
    if (held === undefined) return undefined;
    const { page, giveBack } = held;
    if (!page.same) return { page, giveBack };
    giveBack();
    throw notRemembered();
  }

  /** Whether the first object of this range comes by itself. Throws if the provider takes too long. */
  async comes(
    range: Pick<ListRequest, 'entityType' | 'createdGte' | 'createdLt' | 'cursor'>,
  ): Promise<boolean> {
    try {
      (await this.#send({ ...range, limit: 1, canAskOtherwise: true })).giveBack();
      return true;
    } catch (error) {
      if (error instanceof UnfinishedAnswer && !error.late) return false;
      throw error;
    }
  }

  async #send(request: ListRequest): Promise<HeldPage> {
    const { account, slots, workspaceId } = this.#options;
    const listing = `${workspaceId} ${request.entityType}`;
    const expected = slots.objectSizes.expected(listing, request.limit);
    const { arrived, giveBack } = await slots.pages.takeRoom(maxHeldMs, workspaceId, expected);
    try {
      const page = await account.list(request);
      // Its text is what takes room; of an unchanged page none is kept.
      const bytes = page.same ? 0 : page.json.length;
      arrived(slotsOf(bytes));
      if (!page.same) slots.objectSizes.saw(listing, page.objects.length, bytes);
      return { page, giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}

/**
 * A page that is remembered comes again in the size that it had, so that it is recognised. A larger one is tried first as
 * long as this session knows of none that failed.
 */
function sizeOf(remembered: RememberedPage | undefined, pageSize: PageSize): number {
  if (remembered === undefined || remembered.nextCursor === null) return pageSize.next();
  const { objects } = remembered;
  return objects < pageSize.present || objects > pageSize.most ? pageSize.next() : objects;
}

/** Whether the page can be as it is remembered: the last one is the same in any size that holds it. */
const mayBe = (remembered: RememberedPage | undefined, limit: number): boolean =>
  remembered !== undefined &&
  (remembered.nextCursor === null ? remembered.objects <= limit : remembered.objects === limit);

/** The page is said to be unchanged, and there is none to compare it with. */
export const notRemembered = (): SyncError =>
  new SyncError('provider_invalid_response', 'The provider answered with a page that was not remembered.');

/** The cursor of the request is no longer valid. */
export const isGone = (error: unknown): boolean =>
  error instanceof SyncError && error.code === 'provider_not_found';

/** A page that was requested and is not wanted any more. */
export const discard = (next: Promise<{ readonly giveBack: () => void } | undefined> | null): void =>
  void next?.then(
    (held) => held?.giveBack(),
    () => {},
  );

/** What ends one entity's listing and leaves the others to go on. */
export const isProviderFailure = (error: unknown): error is SyncError =>
  error instanceof SyncError && (error.code.startsWith('provider_') || error.code === 'account_mismatch');

/** Milliseconds, of all pages that were read. */
export class ReadTimes {
  /** When the last page was read; 0 if none was. */
  until = 0;
  /** How long a page takes to come, the latest counting most; 0 before the first. */
  latency = 0;

  add({ from, to }: ListedPage['snapshot']): void {
    this.until = Math.max(this.until, to);
    this.latency += (to - from - this.latency) / (this.latency === 0 ? 1 : 4);
  }
}
