import type { SamePage } from '../../providers/provider.ts';
import type { DatedPage } from './dated-page.ts';
import type { PageEnd } from './live-window.ts';
import type { HeldPage } from './page-requests.ts';

/** A page of a window, and from when on it was requested. */
export interface RequestedPage extends HeldPage<DatedPage | SamePage> {
  readonly requestedFrom: number | null;
}

/** What to do with a page that came. */
export interface Step extends RequestedPage {
  /** Whether the window ends with it. */
  readonly ends: boolean;
  /** The page behind it, requested already; null: none follows, or the listing is to stop. */
  readonly next: Requested;
}

/** Undefined: it did not come before the listing was to stop. */
export type Requested = Promise<RequestedPage | undefined> | null;

export const endOf = ({ objects, next }: DatedPage): PageEnd => ({
  lastCreated: objects.at(-1)?.created ?? null,
  next,
});
