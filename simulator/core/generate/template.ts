import { trusted } from '../json.ts';

/** JSON text with holes, filled by joining strings: no object is built and nothing is stringified for a page. */
export interface Template {
  /** `values` are JSON texts, in the order in which the holes were named. */
  (values: readonly string[]): string;
}

/**
 * Cuts an object's JSON at its holes. `build` makes the object as usual, with `hole(name)` for a value that
 * differs between objects; a hole stands for a whole JSON value.
 */
export function template<Name extends string>(
  names: readonly Name[],
  build: (hole: (name: Name) => never) => object,
): Template {
  const mark = (name: string) => `@@${name}@@`;
  const json = JSON.stringify(build((name) => trusted<never>(mark(name))));
  const pieces = json.split(/"@@(\w+)@@"/);
  const constants = pieces.filter((_, i) => i % 2 === 0);
  const slots = pieces.filter((_, i) => i % 2 === 1).map((name) => names.indexOf(trusted(name)));
  if (slots.some((slot) => slot < 0)) throw new Error(`A template has a hole without a name: ${json}`);
  const head = constants[0]!;
  return (values) => {
    let text = head;
    for (let i = 0; i < slots.length; i++) text += values[slots[i]!]! + constants[i + 1]!;
    return text;
  };
}
