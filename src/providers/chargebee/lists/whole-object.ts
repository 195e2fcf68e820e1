import { SyncError } from '../../../domain/sync-error.ts';
import type { RetrievedObject } from '../../provider.ts';
import { rawAt } from '../../raw-json.ts';
import { asUnreadable } from '../../unreadable-object.ts';
import { isDeleted, type ChargebeeEntity, type ChargebeeObject } from '../chargebee-entity.ts';
import { impossible, parsedAnswer } from '../chargebee-error.ts';
import type { Answer } from '../http/site-client.ts';
import { nextLineItems, withAllLineItems } from './line-items.ts';

/** Asks for the object, with the line items from an offset on. */
type Ask = <T>(more: { line_items_offset?: string }, read: (answer: Answer) => T) => Promise<T>;

interface ReadPart {
  readonly object: ChargebeeObject;
  readonly answer: Answer;
}

/** How often an object is read until it holds still. */
const readings = 3;

/**
 * An object by its id, with all of its line items: Chargebee shows the first, and where the rest goes on. Throws
 * `provider_unreadable` if the object does not come although others do.
 */
export async function wholeObject(
  entity: ChargebeeEntity,
  externalId: string,
  ask: Ask,
): Promise<RetrievedObject> {
  const endpoint = `${entity.path}/{id}`;
  const from = Date.now();
  const part = (offset?: string) =>
    ask(offset === undefined ? {} : { line_items_offset: offset }, (answer): ReadPart => {
      const shown = parsedAnswer(answer) as Readonly<Record<string, Partial<ChargebeeObject> | undefined>>;
      const object = shown[entity.wrapper];
      if (object?.id !== externalId) throw impossible(endpoint, 'it is another object');
      return { object: object as ChargebeeObject, answer };
    });
  try {
    for (let reading = 1; ; reading += 1) {
      const first = await part();
      const { snapshot, body } = first.answer;
      if (isDeleted(first.object)) return { state: 'deleted', snapshot };
      if (nextLineItems(first.object) === undefined)
        return { state: 'present', json: `[${body}]`, path: [], snapshot };
      const parts = await rest(first, part);
      if (parts !== null) {
        const texts = parts.map(({ answer }) => rawAt(answer.body, [entity.wrapper])!);
        const json = `[{${JSON.stringify(entity.wrapper)}:${withAllLineItems(texts)}}]`;
        return { state: 'present', json, path: [], snapshot };
      }
      if (reading === readings) throw impossible(endpoint, 'it changed with each reading');
    }
  } catch (error) {
    const isGone = error instanceof SyncError && error.code === 'provider_not_found';
    if (isGone) return { state: 'deleted', snapshot: { from, to: Date.now() } };
    throw asUnreadable(error);
  }
}

/** All parts of one version of the object; null if it changed meanwhile. */
async function rest(
  first: ReadPart,
  part: (offset: string) => Promise<ReadPart>,
): Promise<ReadPart[] | null> {
  const parts = [first];
  const version = first.object.resource_version;
  for (let offset = nextLineItems(first.object); offset !== undefined;) {
    const next = await part(offset);
    if (next.object.resource_version !== version) return null;
    parts.push(next);
    const following = nextLineItems(next.object);
    if (following === offset) throw impossible('line_items', 'it repeats the page before');
    offset = following;
  }
  return parts;
}
