import { isHash, trusted, type Fields } from './json.ts';

/** How a provider writes the answer of a list. */
export interface ListForm {
  /** The field with the objects, and the one that says what follows. */
  readonly items: string;
  readonly more: string;
  /** Values of the second: more follows, and one that no provider can mean. */
  readonly moreFollows: unknown;
  readonly moreOfNoSense: unknown;
  readonly emptyList: object;
  /** An element whose object is changed. */
  readonly changed: (item: Fields, change: (object: Fields) => Fields) => Fields;
}

const without = (item: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(item).filter(([each]) => each !== name));
const other = (item: Fields): Fields => ({ ...item, id: `${String(item['id'])}_other` });

/** Each makes of a list's answer another; all but the last are such as no provider can mean. */
const ofLists = {
  empty_with_more: (list: Fields, { items, more, moreFollows }: ListForm) => ({
    ...list,
    [items]: [],
    [more]: moreFollows,
  }),
  data_is_object: (list: Fields, { items }: ListForm) => ({ ...list, [items]: {} }),
  data_is_null: (list: Fields, { items }: ListForm) => ({ ...list, [items]: null }),
  no_has_more: (list: Fields, { more }: ListForm) => without(list, more),
  has_more_is_text: (list: Fields, { more, moreOfNoSense }: ListForm) => ({ ...list, [more]: moreOfNoSense }),
  item_is_null: withItems((items) => [null, ...items.slice(1)]),
  item_without_id: withItems((items, { changed }) =>
    items.map((item) => changed(item, (object) => without(object, 'id'))),
  ),
  item_without_date: withItems((items, { changed }) =>
    items.map((item) => changed(item, (object) => without(object, 'created'))),
  ),
  item_twice: withItems((items) => [...items.slice(0, -1), items[0]]),
  more_than_asked: withItems((items, { changed }) => [
    ...items,
    ...items.map((item) => changed(item, other)),
  ]),
  reversed: withItems((items) => items.toReversed()),
  /** A deleted object behind the first, by its id alone: unusual, but it can be true. */
  item_deleted: withItems((items, { changed }) => [
    ...items.slice(0, 1),
    ...items
      .slice(0, 1)
      .map((item) =>
        changed(item, ({ id, object }) => ({ id: `${String(id)}_gone`, object, deleted: true })),
      ),
    ...items.slice(1),
  ]),
} as const;

function withItems(change: (items: Fields[], form: ListForm) => unknown[]) {
  return (list: Fields, form: ListForm): Fields => ({
    ...list,
    [form.items]: change(trusted<Fields[]>(list[form.items]), form),
  });
}

/** The same of any answer. */
const ofAll = {
  an_array: () => [],
  a_text: () => 'ok',
  nothing: () => null,
  an_empty_object: () => ({}),
  a_list: (_: Fields, { emptyList }: ListForm) => emptyList,
  another_id: (answer: Fields, { changed }: ListForm) => changed(answer, other),
  no_id: (answer: Fields, { changed }: ListForm) => changed(answer, (object) => without(object, 'id')),
} as const;

export type Nonsense = keyof typeof ofLists | keyof typeof ofAll;

/** The answer as the fault makes it; an answer of another form stays as it is. */
export function nonsense(as: Nonsense, json: string, form: ListForm): string {
  const answer = trusted<Fields>(JSON.parse(json));
  if (as in ofAll) return JSON.stringify(ofAll[trusted<keyof typeof ofAll>(as)](answer, form));
  if (!isHash(answer) || !Array.isArray(answer[form.items])) return json;
  return JSON.stringify(ofLists[trusted<keyof typeof ofLists>(as)](answer, form));
}
