import { fieldsOf, parse, type Fields } from '../../core/json.ts';
import { texts } from '../wire/params.ts';
import { invalid } from '../wire/stripe-error.ts';
import type { Expansions, FindEntity as Find } from './expansions.ts';

const MAX_LEVELS = 4;
const cannot = (path: string, hint = '') => invalid(`This property cannot be expanded (${path}).${hint}`);

/** The paths of `expand[]`, below `data` for a list. */
function pathsOf(values: Fields, inList: boolean): string[][] {
  return (texts(values, 'expand') ?? []).map((whole) => {
    const path = whole.split('.');
    if (path.length > MAX_LEVELS)
      throw invalid(`You cannot expand more than ${MAX_LEVELS} levels of a property: ${whole}`);
    if (!inList) return path;
    if (path[0] !== 'data') throw cannot(whole, ` You may want to try expanding 'data.${whole}' instead.`);
    if (path.length === 1) throw cannot(whole);
    return path.slice(1);
  });
}

/** Throws Stripe's 400 for a path that cannot be expanded, also if there is no object. */
function check(find: Find, expansions: Expansions, path: readonly string[]): void {
  let inside: Expansions = expansions;
  for (const name of path) {
    const expansion = Object.hasOwn(inside, name) ? inside[name] : undefined;
    if (expansion === undefined) throw cannot(path.join('.'));
    if (expansion === null || (typeof expansion === 'object' && 'include' in expansion)) return;
    inside = typeof expansion === 'string' ? find(expansion).facts.expand : expansion.inside;
  }
}

/** Expands a path that was checked, in place. */
function expand(find: Find, expansions: Expansions, object: Fields, path: readonly string[]): void {
  const [name, ...rest] = path;
  const expansion = name === undefined ? null : (expansions[name] ?? null);
  if (name === undefined || expansion === null) return;
  if (typeof expansion === 'string') {
    const entity = find(expansion);
    const id = object[name];
    if (typeof id === 'string') object[name] = entity.expanded(id);
    expand(find, entity.facts.expand, fieldsOf(object[name]), rest);
    return;
  }
  if ('include' in expansion) {
    const included = expansion.include(object, find, rest);
    if (included !== undefined) object[name] = included;
    return;
  }
  const value = object[name];
  for (const inner of Array.isArray(value) ? value : [value])
    expand(find, expansion.inside, fieldsOf(inner), rest);
}

/** JSON texts of objects of one entity, expanded as the request asks; untouched if it asks for nothing. */
export function expandAll(
  find: Find,
  expansions: Expansions,
  found: string[],
  values: Fields,
  inList: boolean,
): string[] {
  const paths = pathsOf(values, inList);
  if (paths.length === 0) return found;
  // An unknown path is refused even if the list is empty.
  for (const path of paths) check(find, expansions, path);
  return found.map((text) => {
    const object = parse<Fields>(text);
    for (const path of paths) expand(find, expansions, object, path);
    return JSON.stringify(object);
  });
}
