import type { WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ListedPage, ListRequest, ProviderAccount, SamePage } from '../../providers/provider.ts';
import type { ListingSlots } from './listing-slots.ts';

/** A page and its place in memory. */
export interface HeldPage<Page = ListedPage | SamePage> {
  readonly page: Page;
  /** To be called when the page has been written, or will not be. */
  readonly giveBack: () => void;
}

/** A page that takes longer, because of its provider or of the account's pace, gives its place in memory to others. */
const maxHeldMs = 2_000;

export interface PageRequestsOptions {
  readonly account: ProviderAccount;
  readonly workspaceId: WorkspaceId;
  readonly slots: Pick<ListingSlots, 'pages'>;
}

/** Requests pages within the places that the process has for them. */
export class PageRequests {
  readonly #options: PageRequestsOptions;

  constructor(options: PageRequestsOptions) {
    this.#options = options;
  }

  async send(request: ListRequest): Promise<HeldPage> {
    const { account, slots, workspaceId } = this.#options;
    const giveBack = await slots.pages.takeFor(maxHeldMs, workspaceId);
    try {
      return { page: await account.list(request), giveBack };
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  /** A page that was not remembered. */
  async read(request: Omit<ListRequest, 'remembered'>): Promise<HeldPage<ListedPage>> {
    const { page, giveBack } = await this.send({ ...request, remembered: undefined });
    if (!page.same) return { page, giveBack };
    giveBack();
    throw new SyncError(
      'provider_invalid_response',
      'The provider answered with a page that was not remembered.',
    );
  }
}

/** The cursor of the request is no longer valid. */
export const isGone = (error: unknown): boolean =>
  error instanceof SyncError && error.code === 'provider_not_found';

/** A page that was requested and is not wanted any more. */
export const discard = (next: Promise<{ readonly giveBack: () => void }> | null): void =>
  void next?.then(
    ({ giveBack }) => giveBack(),
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
