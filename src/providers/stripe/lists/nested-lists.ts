import { PageSize } from '../../../domain/listings/page-size.ts';
import { SyncError, UnfinishedAnswer } from '../../../domain/sync-error.ts';
import { edited, spanAt } from '../../raw-json.ts';
import { impossible, type ListWithTexts } from '../answers.ts';
import type { NestedList, StripeEntity, StripeObject } from '../stripe-entity.ts';

interface ShownList {
  data: StripeObject[];
  has_more: boolean;
}

/** A page of the elements behind one of them, or the first. */
export interface ElementsPage {
  readonly limit: number;
  readonly starting_after?: string;
}

/** An object, and its text as Stripe wrote it. */
export interface WithText {
  readonly object: StripeObject;
  readonly text: string;
}

/** An account, as far as objects are completed from it. */
export interface Completing {
  listElements(nested: NestedList, id: string, page: ElementsPage): Promise<ListWithTexts>;
  /** The object as it is now; null if it is gone. */
  readAgain(entity: StripeEntity, id: string): Promise<WithText | null>;
}

/** The most elements that a page may have. */
export const maxElements = 100;
/** How often an object is read until its lists hold still. */
const readings = 3;

/** Of an object's nested lists those that Stripe did not show whole. */
function cutShort({ nested }: StripeEntity, object: object): [string, ShownList, NestedList][] {
  return Object.entries(nested).flatMap(([field, list]): [string, ShownList, NestedList][] => {
    const shown = (object as Record<string, ShownList | null | undefined>)[field];
    return shown?.has_more === true ? [[field, shown, list]] : [];
  });
}

/** Whether an object holds a list that Stripe did not show whole. */
export const isCutShort = (entity: StripeEntity, object: object): boolean =>
  cutShort(entity, object).length > 0;

/** Adds the elements that Stripe leaves out of objects' nested lists: it shows 10 or 20. */
export class NestedLists {
  readonly #account: Completing;
  readonly #size = new PageSize(maxElements);

  constructor(account: Completing) {
    this.#account = account;
  }

  /**
   * The object's text with its lists whole, all else as it was; null if it is gone. Only the object's own reading says so: a
   * list that answers "no such object" may have lost its cursor, so that the object is read again. Throws
   * `provider_unreadable` if its lists do not come though the object does.
   */
  async complete(entity: StripeEntity, given: WithText): Promise<string | null> {
    let shown: WithText | null = given;
    for (let reading = 1; ; reading += 1) {
      try {
        return await this.#filled(entity, shown);
      } catch (error) {
        if (!isOfOneObject(error)) throw error;
        // Throws if Stripe is away: then no object is to blame.
        shown = await this.#account.readAgain(entity, given.object.id);
        if (shown === null) return null;
        if (reading === readings) throw unreadable(entity, error);
      }
    }
  }

  async #filled(entity: StripeEntity, { object, text }: WithText): Promise<string> {
    const edits = cutShort(entity, object).map(async ([field, shown, list]) => {
      const at = (name: string) => spanAt(text, [field, name])!;
      const added = await this.#missing(shown, list, object.id);
      const end = at('data').to - 1;
      return [
        { from: end, to: end, text: [...(shown.data.length > 0 ? [''] : []), ...added].join(',') },
        { ...at('has_more'), text: 'false' },
      ];
    });
    return edited(text, (await Promise.all(edits)).flat());
  }

  /** The texts of the elements behind those that are shown. */
  async #missing({ data }: ShownList, list: NestedList, id: string): Promise<string[]> {
    if (!Array.isArray(data)) throw impossible(list.endpoint, 'it is no list');
    const known = new Set(data.map((element) => element.id));
    const texts: string[] = [];
    let last = data.at(-1)?.id;
    for (let more = true; more;) {
      const page = await this.page(list, id, last);
      if (page.data.some((element) => known.has(element.id)))
        throw impossible(list.endpoint, 'it repeats the page before');
      for (const element of page.data) known.add(element.id);
      texts.push(...page.texts);
      last = page.data.at(-1)?.id ?? last;
      more = page.hasMore;
    }
    if (texts.length === 0) throw impossible(list.endpoint, 'it is empty, though more was to follow');
    return texts;
  }

  /** A page of the elements behind one of them, as large as they come. */
  async page(list: NestedList, id: string, after: string | undefined): Promise<ListWithTexts> {
    for (;;) {
      const limit = this.#size.next();
      try {
        const page = { limit, ...(after !== undefined && { starting_after: after }) };
        const answer = await this.#account.listElements(list, id, page);
        this.#size.came(limit);
        return answer;
      } catch (error) {
        if (!(error instanceof UnfinishedAnswer) || !this.#size.failed(limit)) throw error;
      }
    }
  }
}

/** Failures that may be those of one object's list, as opposed to the key's or the account's. */
export const isOfOneObject = (error: unknown): error is SyncError =>
  error instanceof SyncError &&
  (error.code === 'provider_not_found' ||
    error.code === 'provider_rejected' ||
    error.code === 'provider_invalid_response' ||
    error.code === 'provider_unavailable');

const unreadable = ({ endpoint, nested }: StripeEntity, cause: SyncError): SyncError =>
  new SyncError(
    'provider_unreadable',
    `Stripe shows an object of ${endpoint}, but not all of its ${Object.keys(nested).join(', ')}: ${cause.message}`,
    { cause },
  );
