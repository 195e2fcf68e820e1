import { maxIdLength, mayNestTooDeep, nestsTooDeep, whyNoId } from '../../domain/storable-object.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ListedPage } from '../../providers/provider.ts';
import { rawElements } from '../../providers/raw-json.ts';
import { isOwnFailure, reasonOf } from '../own-failure.ts';

/** An object of a page that cannot be stored. */
export interface RefusedObject {
  readonly externalId: string;
  readonly reason: string;
}

interface Element {
  readonly id: string;
  readonly json: string;
}

/** A transaction that throws this has done its work, and is to be taken back. */
export const rehearsed = new SyncError('internal', 'A rehearsal is taken back.');

/**
 * Writes a page. If something in it cannot be stored, writes the page without that: the objects at fault are found by halves,
 * each rehearsed in a transaction that is taken back (`rehearse` throws `rehearsed`).
 */
export async function writeStorable(
  page: ListedPage,
  rehearse: (some: ListedPage) => Promise<void>,
  write: (storable: ListedPage, refused: readonly RefusedObject[]) => Promise<void>,
): Promise<void> {
  const asItIs = page.objects.every(({ id }) => whyNoId(id) === null) && !mayNestTooDeep(page.json);
  if (asItIs) {
    try {
      await write(page, []);
      return;
    } catch (error) {
      if (!isOwnFailure(error)) throw error;
    }
  }
  const refused: RefusedObject[] = [];
  const elements: Element[] = [];
  const shown = page.objects.filter(({ id }) => page.unread?.includes(id) !== true);
  for (const [i, json] of rawElements(page.json, page.path).entries()) {
    const id = shown[i]?.id ?? '';
    const reason = whyNoId(id) ?? (nestsTooDeep(json) ? 'its object is nested too deeply' : null);
    if (reason === null) elements.push({ id, json });
    else refused.push({ externalId: id.slice(0, maxIdLength), reason });
  }
  const parts = new Parts(page, rehearse);
  refused.push(...(await parts.confirmed(await parts.refused(elements), elements)));
  const names = new Set(refused.map(({ externalId }) => externalId));
  await write(parts.of(elements.filter(({ id }) => !names.has(id))), refused);
}

/** Parts of a page, by its objects. */
class Parts {
  readonly #page: ListedPage;
  readonly #rehearse: (some: ListedPage) => Promise<void>;

  constructor(page: ListedPage, rehearse: (some: ListedPage) => Promise<void>) {
    this.#page = page;
    this.#rehearse = rehearse;
  }

  of(elements: readonly Element[]): ListedPage {
    return { ...this.#page, json: `[${elements.map(({ json }) => json).join(',')}]`, path: [] };
  }

  async refused(elements: readonly Element[]): Promise<RefusedObject[]> {
    const [first] = elements;
    if (first === undefined) return [];
    const failure = await this.#failureOf(elements);
    if (failure === null) return [];
    if (elements.length === 1) return [{ externalId: first.id, reason: reasonOf(failure) }];
    const half = Math.ceil(elements.length / 2);
    return [...(await this.refused(elements.slice(0, half))), ...(await this.refused(elements.slice(half)))];
  }

  /**
   * Of the refused objects those that are to blame: the database takes a page without any, and refuses them again. A failure that
   * is not known to pass may be the database's own all the same, and may pass in between.
   */
  async confirmed(refused: readonly RefusedObject[], elements: readonly Element[]): Promise<RefusedObject[]> {
    if (refused.length === 0) return [];
    const failure = await this.#failureOf([]);
    if (failure !== null)
      throw new SyncError('database_unavailable', 'The database fails whatever is written.', {
        cause: failure,
      });
    const names = new Set(refused.map(({ externalId }) => externalId));
    return await this.refused(elements.filter(({ id }) => names.has(id)));
  }

  async #failureOf(elements: readonly Element[]): Promise<unknown> {
    try {
      await this.#rehearse(this.of(elements));
      return null;
    } catch (error) {
      if (error === rehearsed) return null;
      if (!isOwnFailure(error)) throw error;
      return error;
    }
  }
}
