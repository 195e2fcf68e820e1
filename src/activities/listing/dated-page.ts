import { SyncError } from '../../domain/sync-error.ts';
import type { ListedObject, ListedPage } from '../../providers/provider.ts';

/** An object of an entity that is paged by windows of `created`. */
export type DatedObject = ListedObject & { readonly created: number };
export type DatedPage = ListedPage<DatedObject>;

const isDated = (page: ListedPage): page is DatedPage =>
  page.objects.every(({ created }) => created !== null);

/** Throws `provider_invalid_response` if an object has no date: windows would lose it. */
export function datedPage(page: ListedPage): DatedPage {
  if (isDated(page)) return page;
  throw new SyncError('provider_invalid_response', 'The provider listed an object without its date.');
}
