import { isHash, trusted, type Fields } from '../json.ts';

const tree = (): Fields => trusted(Object.create(null));

/**
 * Decodes `a=1&b[c]=2&d[]=3&d[]=4&e[0][f]=5` into nested hashes of strings; arrays become hashes with numbers as keys,
 * for what is an array only the parameter's declaration can tell. A single value sent twice keeps the last.
 */
export function parseForm(text: string): Fields {
  const root = tree();
  for (const [name, value] of new URLSearchParams(text)) {
    const open = name.indexOf('[');
    const path = open <= 0 ? [name] : [name.slice(0, open), ...name.slice(open + 1, -1).split('][')];
    let node = root;
    for (const key of path.slice(0, -1)) {
      const name = nameIn(node, key);
      const known = node[name];
      const next = isHash(known) ? known : tree();
      node[name] = next;
      node = next;
    }
    node[nameIn(node, path.at(-1)!)] = value;
  }
  return root;
}

/** `[]` appends. */
const nameIn = (node: Fields, key: string) => (key === '' ? String(Object.keys(node).length) : key);
