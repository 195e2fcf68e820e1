import { isHash, trusted, type Fields } from '../../core/json.ts';
import { invalid } from '../wire/chargebee-error.ts';

export type FilterKind = 'timestamp' | 'text' | 'choice' | 'flag' | 'number';

/** Whether an object's field is as the filter wants it. A field that is absent satisfies no filter but `is_present`. */
type Test = (value: unknown, wanted: string) => boolean;

const listOf = (wanted: string): unknown[] => {
  const list: unknown = JSON.parse(wanted);
  if (!Array.isArray(list)) throw new SyntaxError('no list');
  return list;
};
const isOneOf: Test = (value, wanted) => listOf(wanted).map(String).includes(String(value));
const is: Test = (value, wanted) => String(value) === wanted;
const between: Test = (value, wanted) => {
  const [from, to] = listOf(wanted).map(Number);
  return Number(value) >= from! && Number(value) <= to!;
};

/** Bounds of `after` and `before` are exclusive, those of `between` inclusive. */
const OPERATORS: Record<FilterKind, Readonly<Record<string, Test>>> = {
  timestamp: {
    after: (value, wanted) => Number(value) > Number(wanted),
    before: (value, wanted) => Number(value) < Number(wanted),
    on: (value, wanted) => Math.floor(Number(value) / 86_400) === Math.floor(Number(wanted) / 86_400),
    between,
  },
  text: {
    is,
    is_not: (value, wanted) => !is(value, wanted),
    starts_with: (value, wanted) => String(value).startsWith(wanted),
    in: isOneOf,
    not_in: (value, wanted) => !isOneOf(value, wanted),
  },
  choice: {
    is,
    is_not: (value, wanted) => !is(value, wanted),
    in: isOneOf,
    not_in: (value, wanted) => !isOneOf(value, wanted),
  },
  flag: { is },
  number: {
    is,
    is_not: (value, wanted) => !is(value, wanted),
    gt: (value, wanted) => Number(value) > Number(wanted),
    gte: (value, wanted) => Number(value) >= Number(wanted),
    lt: (value, wanted) => Number(value) < Number(wanted),
    lte: (value, wanted) => Number(value) <= Number(wanted),
    between,
  },
};

export type Filter = (object: Fields) => boolean;

/** `updated_at[after]=1` and so on, of one attribute. */
function filterOf(attribute: string, kind: FilterKind, operator: string, wanted: string): Filter {
  const name = `${attribute}[${operator}]`;
  if (operator === 'is_present') return (object) => String((object[attribute] ?? null) !== null) === wanted;
  const test = OPERATORS[kind][operator];
  if (test === undefined) throw invalid(name, 'operator not supported');
  try {
    test(0, wanted);
  } catch {
    throw invalid(name, 'should be a list');
  }
  return (object) => (object[attribute] ?? null) !== null && test(object[attribute], wanted);
}

/** The filters of a query. What the list does not know has no effect, as at Chargebee; `ignored` is told of it. */
export function filtersOf(
  query: Fields,
  known: Readonly<Record<string, FilterKind>>,
  ignored: (param: string) => void,
): Filter[] {
  const filters: Filter[] = [];
  for (const [attribute, operators] of Object.entries(query)) {
    const kind = known[attribute];
    if (kind === undefined) ignored(attribute);
    else if (!isHash(operators)) throw invalid(attribute, 'operator is missing');
    else
      for (const [operator, wanted] of Object.entries(operators))
        filters.push(filterOf(attribute, kind, operator, trusted<string>(wanted)));
  }
  return filters;
}
