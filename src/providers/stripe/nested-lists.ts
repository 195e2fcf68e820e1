import type { NestedList, StripeEntity, StripeListParams, StripeObject } from './stripe-entity.ts';

interface ShownList {
  data: StripeObject[];
  has_more: boolean;
}

/** Lists a page of the elements after `starting_after`. */
export type ListElements = (
  nested: NestedList,
  id: string,
  params: Omit<StripeListParams, 'created'>,
) => Promise<{ data: StripeObject[]; hasMore: boolean }>;

/** Of an object's nested lists those that Stripe did not show whole. */
function cutShort({ nested }: StripeEntity, object: object): [ShownList, NestedList][] {
  return Object.entries(nested).flatMap(([field, list]): [ShownList, NestedList][] => {
    const shown = (object as Record<string, ShownList | null | undefined>)[field];
    return shown?.has_more === true ? [[shown, list]] : [];
  });
}

/** Whether an object holds a list that Stripe did not show whole. */
export const isCutShort = (entity: StripeEntity, object: object): boolean =>
  cutShort(entity, object).length > 0;

/** Lists the elements that Stripe left out of the objects' nested lists (it shows 10 or 20) and adds them in place. */
export async function completeNested(
  entity: StripeEntity,
  objects: readonly StripeObject[],
  listElements: ListElements,
): Promise<void> {
  await Promise.all(
    objects.flatMap((object) =>
      cutShort(entity, object).map(([shown, list]) =>
        completeOne(shown, (params) => listElements(list, object.id, params)),
      ),
    ),
  );
}

async function completeOne(
  shown: ShownList,
  listPage: (params: Omit<StripeListParams, 'created'>) => ReturnType<ListElements>,
): Promise<void> {
  let more = shown.has_more;
  while (more) {
    const last = shown.data.at(-1);
    const page = await listPage({ limit: 100, ...(last !== undefined && { starting_after: last.id }) });
    shown.data.push(...page.data);
    more = page.hasMore && page.data.length > 0;
  }
  shown.has_more = false;
}
