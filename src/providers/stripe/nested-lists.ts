import { edited, spanAt, type Edit, type Span } from '../raw-json.ts';
import type { NestedList, StripeEntity, StripeListParams, StripeObject } from './stripe-entity.ts';

interface ShownList {
  data: StripeObject[];
  has_more: boolean;
}

/** Lists a page of the elements after `starting_after`; `texts` are the same ones as Stripe wrote them. */
export type ListElements = (
  nested: NestedList,
  id: string,
  params: Omit<StripeListParams, 'created'>,
) => Promise<{ data: StripeObject[]; texts: string[]; hasMore: boolean }>;

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

/**
 * The JSON text with the elements that Stripe left out of the objects' nested lists (it shows 10 or 20), each as its own
 * list has it. All else of the text stays as it is. `objects` are those of the text, at `spans`.
 */
export async function completeNested(
  entity: StripeEntity,
  json: string,
  objects: readonly StripeObject[],
  spans: readonly Span[],
  listElements: ListElements,
): Promise<string> {
  const edits = objects.flatMap((object, place) =>
    cutShort(entity, object).map(async ([field, shown, list]): Promise<Edit[]> => {
      const texts = await missingElements(shown, (params) => listElements(list, object.id, params));
      const at = (name: string) => spanAt(json, [field, name], spans[place]?.from)!;
      const end = at('data').to - 1;
      const added = [...(shown.data.length > 0 ? [''] : []), ...texts].join(',');
      return [
        { from: end, to: end, text: texts.length > 0 ? added : '' },
        { ...at('has_more'), text: 'false' },
      ];
    }),
  );
  return edited(json, (await Promise.all(edits)).flat());
}

/** The texts of the elements behind those that are shown. */
async function missingElements(
  shown: ShownList,
  listPage: (params: Omit<StripeListParams, 'created'>) => ReturnType<ListElements>,
): Promise<string[]> {
  const texts: string[] = [];
  let last = shown.data.at(-1);
  let more = shown.has_more;
  while (more) {
    const page = await listPage({ limit: 100, ...(last !== undefined && { starting_after: last.id }) });
    texts.push(...page.texts);
    last = page.data.at(-1) ?? last;
    more = page.hasMore && page.data.length > 0;
  }
  return texts;
}
