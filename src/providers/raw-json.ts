/**
 * Finds parts of JSON text without parsing it, so that they reach Postgres as the provider wrote them: `JSON.parse` and
 * `stringify` make 20 of 20.0, and another number of one beyond 2^53. The text must be valid JSON, as after `JSON.parse`.
 */

/** Where a value begins, and behind its last character. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const space = /[\t\n\r ]*/y;
const structure = /["[\]{}]/g;
const scalarEnd = /[\t\n\r ,\]}]/g;

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  space.test(text);
  return space.lastIndex;
}

/** Behind the string that begins at `at`. */
function stringEnd(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); ; quote = text.indexOf('"', quote + 1)) {
    if (quote === -1) throw new SyntaxError('a string without its end');
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
  }
}

/** Behind the value that begins at `at`. */
function valueEnd(text: string, at: number): number {
  if (text[at] === '"') return stringEnd(text, at);
  if (text[at] !== '{' && text[at] !== '[') {
    scalarEnd.lastIndex = at;
    return scalarEnd.exec(text)?.index ?? text.length;
  }
  let depth = 0;
  structure.lastIndex = at;
  for (let found = structure.exec(text); found !== null; found = structure.exec(text)) {
    const { 0: mark, index } = found;
    if (mark === '"') structure.lastIndex = stringEnd(text, index);
    else if (mark === '{' || mark === '[') depth += 1;
    else if (--depth === 0) return index + 1;
  }
  throw new SyntaxError('a value without its end');
}

/** The values of an object or array that begins at `at`, with their names; an array's have none. */
function* members(text: string, at: number): Generator<Span & { readonly name: string }> {
  const named = text[at] === '{';
  let next = skipSpace(text, at + 1);
  while (text[next] !== '}' && text[next] !== ']') {
    let name = '';
    if (named) {
      const end = stringEnd(text, next);
      const raw = text.slice(next + 1, end - 1);
      name = raw.includes('\\') ? String(JSON.parse(`"${raw}"`)) : raw;
      next = skipSpace(text, skipSpace(text, end) + 1);
    }
    const to = valueEnd(text, next);
    yield { name, from: next, to };
    next = skipSpace(text, to);
    if (text[next] === ',') next = skipSpace(text, next + 1);
  }
}

/** The value at `path` below the one that begins at `from`; of names that come twice the last counts, as for all readers. */
export function spanAt(text: string, path: readonly string[], from = 0): Span | undefined {
  const begin = skipSpace(text, from);
  const [name, ...rest] = path;
  if (name === undefined) return { from: begin, to: valueEnd(text, begin) };
  if (text[begin] !== '{') return undefined;
  let found: Span | undefined;
  for (const member of members(text, begin)) if (member.name === name) found = member;
  return found && spanAt(text, rest, found.from);
}

/** The elements of the array that begins at `from`. */
export const elementSpans = (text: string, from: number): Span[] =>
  text[from] === '[' ? [...members(text, from)] : [];

/** The text of the value at `path`. */
export function rawAt(text: string, path: readonly string[]): string | undefined {
  const span = spanAt(text, path);
  return span && text.slice(span.from, span.to);
}

/** The texts of the elements of the array at `path`. */
export function rawElements(text: string, path: readonly string[]): string[] {
  const array = spanAt(text, path);
  return array === undefined
    ? []
    : elementSpans(text, array.from).map(({ from, to }) => text.slice(from, to));
}

/** Another text in place of a part. */
export interface Edit extends Span {
  readonly text: string;
}

/** The text with parts of it replaced; none overlaps another. */
export function edited(text: string, edits: readonly Edit[]): string {
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.from - b.from)) {
    result += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return result + text.slice(at);
}
