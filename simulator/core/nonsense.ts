import { isHash, trusted, type Fields } from './json.ts';

/** An answer of a list, as `data` and `has_more`. */
interface List {
  data: Fields[];
  has_more: unknown;
}

const without = (item: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(item).filter(([each]) => each !== name));
const other = (item: Fields): Fields => ({ ...item, id: `${String(item['id'])}_other` });

/** Each makes of a list's answer one that no provider can mean. */
const ofLists = {
  empty_with_more: (list: List) => ({ ...list, data: [], has_more: true }),
  data_is_object: (list: List) => ({ ...list, data: {} }),
  data_is_null: (list: List) => ({ ...list, data: null }),
  no_has_more: (list: List) => ({ object: 'list', data: list.data }),
  has_more_is_text: (list: List) => ({ ...list, has_more: 'true' }),
  item_is_null: (list: List) => ({ ...list, data: [null, ...list.data.slice(1)] }),
  item_without_id: (list: List) => ({ ...list, data: list.data.map((item) => without(item, 'id')) }),
  item_twice: (list: List) => ({ ...list, data: [...list.data.slice(0, -1), list.data[0]] }),
  more_than_asked: (list: List) => ({ ...list, data: [...list.data, ...list.data.map(other)] }),
  reversed: (list: List) => ({ ...list, data: list.data.toReversed() }),
} as const;

/** The same of any answer. */
const ofAll = {
  an_array: () => [],
  a_text: () => 'ok',
  nothing: () => null,
  an_empty_object: () => ({}),
  a_list: () => ({ object: 'list', data: [], has_more: false }),
  another_id: (answer: Fields) => other(answer),
  no_id: (answer: Fields) => without(answer, 'id'),
} as const;

export type Nonsense = keyof typeof ofLists | keyof typeof ofAll;

/** The answer as the fault makes it; an answer of another form stays as it is. */
export function nonsense(as: Nonsense, json: string): string {
  const answer = trusted<Fields>(JSON.parse(json));
  if (as in ofAll) return JSON.stringify(ofAll[trusted<keyof typeof ofAll>(as)](answer));
  if (!isHash(answer) || !Array.isArray(answer['data'])) return json;
  return JSON.stringify(ofLists[trusted<keyof typeof ofLists>(as)](trusted<List>(answer)));
}
