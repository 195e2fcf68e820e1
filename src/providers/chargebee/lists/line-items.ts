import { rawAt, rawElements } from '../../raw-json.ts';

const next = 'line_items_next_offset';

/** Where the line items go on that Chargebee left out of an invoice or a credit note; undefined: it shows them all. */
export function nextLineItems(object: object): string | undefined {
  const offset = (object as Readonly<Record<string, unknown>>)[next];
  return typeof offset === 'string' && offset !== '' ? offset : undefined;
}

/**
 * One object of the texts of its pages: the arrays that go with line items (`line_item_taxes` …) hold what any page shows,
 * all else is as on the first.
 */
export function withAllLineItems(pages: readonly string[]): string {
  const names = new Set(pages.flatMap((page) => Object.keys(JSON.parse(page) as object)));
  names.delete(next);
  const members: string[] = [];
  for (const name of names) {
    const value = name.startsWith('line_item') ? arrayOf(pages, name) : rawAt(pages[0]!, [name]);
    if (value !== undefined) members.push(`${JSON.stringify(name)}:${value}`);
  }
  return `{${members.join(',')}}`;
}

/** What may be shown on each page is taken once. */
function arrayOf(pages: readonly string[], name: string): string {
  return `[${[...new Set(pages.flatMap((page) => rawElements(page, [name])))].join(',')}]`;
}
