import { rawElements } from '../../raw-json.ts';
import { nextLineItems } from './line-items.ts';
import { isDeleted, type ChargebeeObject } from '../chargebee-entity.ts';
import { impossible, parsedAnswer } from '../chargebee-error.ts';
import type { Answer } from '../http/site-client.ts';

/** What a list was asked for, as far as its answer must keep to it. */
export interface AskedList {
  readonly endpoint: string;
  /** What each element has the object in. */
  readonly wrapper: string;
  readonly limit: number;
  readonly offset?: string | undefined;
  /** Unix seconds: an object without a later `updated_at` says that the filter had no effect. */
  readonly updatedAfter?: number | undefined;
}

export interface WrappedList<Shape extends { readonly id: string }> {
  readonly objects: readonly Shape[];
  /** The answer's text, which has the elements at `list`. */
  readonly text: string;
  readonly next: string | null;
}

/**
 * Reads the answers to one request of a list. Throws `provider_invalid_response` for one that cannot be the answer to what was
 * asked. A page that is empty though more was to follow is believed if it comes twice.
 */
export function listReader<Shape extends { readonly id: string; readonly updated_at?: number }>(
  asked: AskedList,
): (answer: Answer) => WrappedList<Shape> {
  let isDoubtful = asked.offset !== undefined;
  return (answer) => {
    const list = wrappedList<Shape>(asked, answer);
    if (list.objects.length > 0 || !isDoubtful) return list;
    isDoubtful = false;
    throw impossible(asked.endpoint, 'it is empty, though more was to follow');
  };
}

function wrappedList<Shape extends { readonly id: string; readonly updated_at?: number }>(
  { endpoint, wrapper, limit, offset, updatedAfter }: AskedList,
  answer: Answer,
): WrappedList<Shape> {
  const { list, next_offset: next = null } = parsedAnswer(answer) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(list)) throw impossible(endpoint, 'it is no list');
  if (next !== null && (typeof next !== 'string' || next === ''))
    throw impossible(endpoint, 'its offset is no text');
  if (next !== null && next === offset) throw impossible(endpoint, 'it repeats the page before');
  if (next !== null && list.length === 0) throw impossible(endpoint, 'it is empty, and more follows');
  if (list.length > limit) throw impossible(endpoint, 'it has more objects than were asked for');
  const objects = list.map((element: unknown) => {
    const object = (element as Readonly<Record<string, unknown>> | null)?.[wrapper];
    if (!isObject<Shape>(object)) throw impossible(endpoint, `not all that it lists are a ${wrapper}`);
    return object;
  });
  if (updatedAfter !== undefined && objects.some(({ updated_at: at = Infinity }) => at <= updatedAfter))
    throw impossible(endpoint, 'it is not of the time that was asked for');
  return { objects, text: answer.body, next };
}

const isObject = <Shape extends { readonly id: string }>(value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && typeof (value as Partial<Shape>).id === 'string';

/** A page's objects that are there, and the ids of those that Chargebee shows as deleted or not whole. */
export interface LivePage {
  /** JSON text with the elements at `path`. */
  readonly json: string;
  readonly path: readonly string[];
  readonly objects: readonly ChargebeeObject[];
  readonly deleted: readonly string[];
  /** Among the objects, but not in the text. */
  readonly cutShort: readonly string[];
}

/**
 * Tells what is there from what was deleted. An id that was used again is listed twice: what is there counts, and of two the
 * later version. The text stays as it came, unless it has something else in it.
 */
export function livePage({ objects, text }: WrappedList<ChargebeeObject>): LivePage {
  const latest = new Map<string, { readonly object: ChargebeeObject; readonly place: number }>();
  for (const [place, object] of objects.entries()) {
    if (isDeleted(object)) continue;
    const other = latest.get(object.id)?.object;
    if (other === undefined || versionOf(other) <= versionOf(object))
      latest.set(object.id, { object, place });
  }
  const deleted = objects.filter((each) => isDeleted(each) && !latest.has(each.id)).map(({ id }) => id);
  const cutShort = [...latest.values()].flatMap(({ object }) =>
    nextLineItems(object) === undefined ? [] : [object.id],
  );
  if (latest.size === objects.length && cutShort.length === 0)
    return { json: text, path: ['list'], objects, deleted, cutShort };
  const elements = rawElements(text, ['list']);
  const kept = [...latest.values()].toSorted((a, b) => a.place - b.place);
  const whole = kept.filter(({ object }) => !cutShort.includes(object.id));
  return {
    json: `[${whole.map(({ place }) => elements[place]).join(',')}]`,
    path: [],
    objects: kept.map(({ object }) => object),
    deleted: [...new Set(deleted)],
    cutShort,
  };
}

const versionOf = ({ resource_version: version = -1 }: ChargebeeObject): number => version;
