import { SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import type { Answer } from './http-client.ts';
import type { DateField, StripeObject } from './stripe-entity.ts';

/** An answer that cannot be true, so that it is asked for again: it says nothing of what is there. */
export const impossible = (endpoint: string, what: string): SyncError =>
  new SyncError('provider_invalid_response', `Stripe's answer from ${endpoint} cannot be true: ${what}.`);

/** Throws `UnfinishedAnswer` if the body is no JSON: cut, empty, or a proxy's page. */
export function parsedAnswer(endpoint: string, answer: Answer): object {
  try {
    return answer.parse();
  } catch (cause) {
    throw new UnfinishedAnswer(
      'provider_invalid_response',
      `Stripe's answer from ${endpoint} is no JSON object (${answer.body.length} characters).`,
      { cause },
    );
  }
}

/** What a list was asked for, as far as its answer must keep to it. */
export interface AskedList {
  readonly limit: number;
  /** The id behind which the page begins. */
  readonly after?: string | null | undefined;
  /** The page before said that more follows: an empty answer is believed only if it comes twice. */
  readonly more?: boolean | undefined;
  /** The objects are ordered, newest first, and created in [gte, lt); Unix seconds, null is no bound. */
  readonly created?: { readonly gte: number | null; readonly lt: number | null };
  /** Where its objects have their date; null: they need have none. Default: `created`. */
  readonly dateField?: DateField | null;
}

export interface AnsweredList {
  readonly data: readonly StripeObject[];
  readonly hasMore: boolean;
}

/** The same objects also as Stripe wrote them. */
export interface ListWithTexts extends AnsweredList {
  readonly texts: readonly string[];
}

/**
 * Reads the answers to one request of a list. Throws `provider_invalid_response` for one that cannot be the answer to what was
 * asked.
 */
export function listReader(endpoint: string, asked: AskedList): (answer: object) => AnsweredList {
  let isDoubtful = asked.more === true;
  return (answer) => {
    const list = answeredList(endpoint, answer, asked);
    if (list.data.length > 0 || !isDoubtful) return list;
    isDoubtful = false;
    throw impossible(endpoint, 'it is empty, though more was to follow');
  };
}

function answeredList(endpoint: string, result: object, asked: AskedList): AnsweredList {
  const { object = 'list', data, has_more: hasMore } = result as Record<string, unknown>;
  if (object !== 'list' || !Array.isArray(data)) throw impossible(endpoint, 'it is no list');
  if (typeof hasMore !== 'boolean') throw impossible(endpoint, 'it does not say whether more follows');
  if (hasMore && data.length === 0) throw impossible(endpoint, 'it is empty, and more follows');
  if (data.length > asked.limit) throw impossible(endpoint, 'it has more objects than were asked for');
  const objects = data as StripeObject[];
  const { dateField = 'created' } = asked;
  if (!objects.every((object) => isObject(object, dateField)))
    throw impossible(endpoint, 'not all that it lists are objects');
  assertNew(endpoint, objects, asked.after);
  if (asked.created !== undefined && dateField !== null)
    assertInOrder(endpoint, objects, dateField, asked.created);
  return { data: objects, hasMore };
}

/** A deleted one may be shown by its id alone. */
const isObject = (
  object: Partial<StripeObject> | null | undefined,
  dateField: DateField | null,
): object is StripeObject =>
  typeof object?.id === 'string' &&
  object.id !== '' &&
  (dateField === null || typeof object[dateField] === 'number' || object.deleted === true);

/** A page that repeats objects, of its own or of the page before (its cursor), would be read for ever. */
function assertNew(endpoint: string, objects: readonly StripeObject[], after: string | null = null): void {
  const ids = new Set(objects.map(({ id }) => id));
  if (ids.size < objects.length) throw impossible(endpoint, 'it lists an object twice');
  if (after !== null && ids.has(after)) throw impossible(endpoint, 'it repeats the page before');
}

function assertInOrder(
  endpoint: string,
  objects: readonly StripeObject[],
  dateField: DateField,
  { gte, lt }: NonNullable<AskedList['created']>,
): void {
  let before = lt === null ? Infinity : lt - 1;
  for (const object of objects) {
    if (object.deleted === true) continue;
    const created = object[dateField]!;
    if (created > before)
      throw impossible(endpoint, 'it is not in order, or not of the time that was asked for');
    before = created;
  }
  if (gte !== null && before < gte && objects.length > 0)
    throw impossible(endpoint, 'it is not of the time that was asked for');
}

/** The object of an answer, perhaps a deleted one. Throws `provider_invalid_response` for a list or another object. */
export function answeredObject(
  endpoint: string,
  result: object,
  id: string,
  dateField: DateField | null,
): StripeObject {
  const object = result as Partial<StripeObject> & { object?: unknown };
  if (object.object === 'list') throw impossible(endpoint, 'it is a list');
  if (object.id !== id) throw impossible(endpoint, 'it is another object');
  if (object.deleted !== true && !isObject(object, dateField)) throw impossible(endpoint, 'it is no object');
  return object as StripeObject;
}
