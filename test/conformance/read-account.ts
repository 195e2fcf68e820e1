import type { EntityType } from '../../src/domain/entities/entities.ts';
import type { EntityMapping } from '../../src/domain/entities/mapping.ts';
import type { ListedPage, ListRequest, Provider, ProviderAccount } from '../../src/providers/provider.ts';
import { rawAt } from '../../src/providers/raw-json.ts';

/** A page's objects as they would be stored, by their ids. */
function objectsIn(
  { json, path }: Pick<ListedPage, 'json' | 'path'>,
  mapping: EntityMapping,
): Map<string, unknown> {
  const elements = JSON.parse(rawAt(json, path) ?? '[]') as Record<string, unknown>[];
  const inside = elements.map((each) => (mapping.element === undefined ? each : each[mapping.element]));
  return new Map(inside.map((object) => [(object as { id: string }).id, object]));
}

/** A list, page by page, as a session reads it. */
export async function listAll(
  { entities }: Provider,
  account: ProviderAccount,
  entityType: EntityType,
  limit: number,
  between: (page: number) => void = () => {},
): Promise<{ objects: Map<string, unknown>; ids: string[]; pages: number[] }> {
  const { mapping } = entities[entityType]!;
  const objects = new Map<string, unknown>();
  const ids: string[] = [];
  const pages: number[] = [];
  const request: ListRequest = { entityType, limit, createdGte: null, createdLt: null, cursor: null };
  for (let asked = request; ;) {
    const page = await account.list(asked);
    if (page.same) throw new Error('Nothing was remembered.');
    for (const [id, object] of objectsIn(page, mapping)) objects.set(id, object);
    ids.push(...page.objects.map(({ id }) => id));
    pages.push(page.objects.length);
    // What did not come whole is fetched by itself.
    for (const id of page.unread ?? []) {
      const found = await account.retrieve(entityType, id);
      ids.push(id);
      if (found.state === 'present')
        for (const [key, object] of objectsIn(found, mapping)) objects.set(key, object);
    }
    if (page.next === null) return { objects, ids, pages };
    asked = {
      ...request,
      cursor: page.next,
      cursorCreated: page.objects.at(-1)?.created ?? null,
      more: true,
    };
    between(pages.length);
  }
}

/** One object as it would be stored; undefined if it was deleted. */
export async function retrieve(
  { entities }: Provider,
  account: ProviderAccount,
  entityType: EntityType,
  id: string,
): Promise<unknown> {
  const found = await account.retrieve(entityType, id);
  return found.state === 'deleted' ? undefined : objectsIn(found, entities[entityType]!.mapping).get(id);
}
