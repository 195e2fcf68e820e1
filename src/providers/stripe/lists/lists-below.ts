import { SyncError } from '../../../domain/sync-error.ts';
import type { ListedPage, ListRequest } from '../../provider.ts';
import { rawElements } from '../../raw-json.ts';
import { impossible, type AnsweredList, type ListWithTexts } from '../answers.ts';
import type { ListedBelow, StripeEntity, StripeListParams, StripeObject } from '../stripe-entity.ts';
import { listed } from './list-request.ts';
import { isOfOneObject, type NestedLists } from './nested-lists.ts';

/** More objects below one parent are read by themselves, page by page. */
const mostInPage = 1_000;

/** An account, as far as lists below objects are read from it. */
export interface ReadingBelow {
  listParents(entity: StripeEntity, params: StripeListParams): Promise<ListWithTexts>;
  readonly elements: Pick<NestedLists, 'page'>;
}

/** What is below some parents. */
interface Found {
  readonly objects: readonly StripeObject[];
  readonly texts: readonly string[];
}

/** What a parent shows of it. */
interface Shown extends Found {
  readonly hasMore: boolean;
}

const nothing: Found = { objects: [], texts: [] };

/**
 * Reads an entity that is listed below the objects of another one: a page is what is below some parents, and its cursor the
 * last parent. A parent that is gone by now has nothing below it, and one whose list alone does not come holds up no other.
 */
export class ListsBelow {
  readonly #account: ReadingBelow;

  constructor(account: ReadingBelow) {
    this.#account = account;
  }

  async page(entity: StripeEntity, below: ListedBelow, request: ListRequest): Promise<ListedPage> {
    const from = Date.now();
    const count = new Requests();
    const unreadParents: string[] = [];
    if (request.parentId !== undefined) {
      const { parentId, cursor } = request;
      const page = await count.one(() => this.#first(below, parentId, cursor));
      const next = page.hasMore ? (page.data.at(-1)?.id ?? null) : null;
      return pageOf(entity, [{ objects: page.data, texts: page.texts }], {
        from,
        next,
        unreadParents,
        count,
      });
    }
    const limit = Math.min(request.limit, below.parentsAPage);
    const parents = await count.one(() => this.#parents(entity, limit, request.cursor));
    const failures: SyncError[] = [];
    const found = await Promise.all(
      parents.data.map(async (parent, place) => {
        try {
          return await this.#whole(below, parent, shownBy(below, parent, parents.texts[place]!), count);
        } catch (error) {
          if (!isOfOneObject(error)) throw error;
          failures.push(error);
          unreadParents.push(parent.id);
          return nothing;
        }
      }),
    );
    // If more than one fails, it is not the parent's fault.
    if (failures.length > 1) throw failures[0]!;
    const last = parents.data.at(-1);
    const next = parents.hasMore && last !== undefined ? `${last.id}:${last.created ?? ''}` : null;
    return pageOf(entity, found, { from, next, unreadParents, count });
  }

  /** If the cursor's parent is gone, those of its second are read again. */
  async #parents(entity: StripeEntity, limit: number, cursor: string | null): Promise<ListWithTexts> {
    const [after, second] = cursor === null ? [] : cursor.split(':');
    const params = { limit, ...(after !== undefined && { starting_after: after }) };
    try {
      return await this.#account.listParents(entity, params);
    } catch (error) {
      if (!(error instanceof SyncError) || error.code !== 'provider_not_found') throw error;
      if (second === undefined || second === '') throw error;
      return await this.#account.listParents(entity, { limit, created: { lt: Number(second) + 1 } });
    }
  }

  /** A page below one parent; empty if the parent is gone. */
  async #first({ list }: ListedBelow, parentId: string, after: string | null): Promise<ListWithTexts> {
    try {
      return await this.#account.elements.page(list, parentId, after ?? undefined);
    } catch (error) {
      const isParent = after === null && error instanceof SyncError && error.code === 'provider_not_found';
      if (isParent) return { data: [], texts: [], hasMore: false };
      throw error;
    }
  }

  /** Everything below one parent. */
  async #whole(
    below: ListedBelow,
    parent: StripeObject,
    shown: Shown | null,
    count: Requests,
  ): Promise<Found> {
    const objects = [...(shown?.objects ?? [])];
    const texts = [...(shown?.texts ?? [])];
    const known = new Set(objects.map(({ id }) => id));
    for (let more = shown?.hasMore ?? true; more;) {
      const after = objects.at(-1)?.id ?? null;
      const page: AnsweredList & Pick<ListWithTexts, 'texts'> = await count.one(() =>
        this.#first(below, parent.id, after),
      );
      if (page.data.some(({ id }) => known.has(id)))
        throw impossible(below.list.endpoint, 'it repeats the page before');
      for (const { id } of page.data) known.add(id);
      objects.push(...page.data);
      texts.push(...page.texts);
      more = page.hasMore;
      if (more && objects.length > mostInPage)
        throw new SyncError('provider_unreadable', `${parent.id} has more below it than fits into a page.`);
    }
    return { objects, texts };
  }
}

/** What the parent itself shows; null if it shows nothing of it. */
function shownBy({ shownIn }: ListedBelow, parent: StripeObject, text: string): Shown | null {
  if (shownIn === undefined) return null;
  const list = (parent as unknown as Readonly<Record<string, unknown>>)[shownIn.field] as
    | { data?: unknown; has_more?: unknown }
    | null
    | undefined;
  if (!Array.isArray(list?.data)) return null;
  const objects = list.data as StripeObject[];
  return { objects, texts: rawElements(text, [shownIn.field, 'data']), hasMore: list.has_more === true };
}

class Requests {
  sent = 0;

  one<T>(send: () => Promise<T>): Promise<T> {
    this.sent += 1;
    return send();
  }
}

function pageOf(
  entity: StripeEntity,
  found: readonly Found[],
  {
    from,
    next,
    unreadParents,
    count,
  }: {
    readonly from: number;
    readonly next: string | null;
    readonly unreadParents: readonly string[];
    readonly count: Requests;
  },
): ListedPage {
  return {
    same: false,
    json: `[${found.flatMap(({ texts }) => texts).join(',')}]`,
    path: [],
    digest: null,
    objects: found.flatMap(({ objects }) => objects).map(listed(entity)),
    unreadParents,
    requests: count.sent,
    next,
    snapshot: { from, to: Date.now() },
  };
}
