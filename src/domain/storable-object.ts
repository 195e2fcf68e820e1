/**
 * Providers' ids have 255 characters at most: https://docs.stripe.com/upgrades#what-changes-does-stripe-consider-to-be-backwards-compatible.
 * Postgres refuses to index text of more than 2,704 bytes.
 */
export const maxIdLength = 255;

/** Providers' objects are some ten levels deep. JSON of more than about 4,400 levels cannot be written by Node. */
export const maxNesting = 100;

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const controls = /[\u0000-\u001F\u007F]/;

/**
 * Why a text cannot be the id of an object: no provider has such ids, a request by one would ask for something else (a list,
 * if it is empty), and two of them may be equal once stored. Null: it can be.
 */
export function whyNoId(id: string): string | null {
  if (id === '') return 'its object has an empty id';
  if (id.length > maxIdLength) return `its object's id is longer than ${maxIdLength} characters`;
  if (controls.test(id) || !id.isWellFormed()) return "its object's id holds characters that are no text";
  if (id === '.' || id === '..') return "its object's id is a path";
  return null;
}

/** Whether JSON text is nested deeper than `maxNesting`. */
export function nestsTooDeep(json: string): boolean {
  if (!hasManyBrackets(json)) return false;
  let depth = 0;
  for (let i = 0; i < json.length; i += 1) {
    const code = json.charCodeAt(i);
    if (code === quote) i = endOfString(json, i);
    else if (code === openBrace || code === openBracket) {
      depth += 1;
      if (depth > maxNesting) return true;
    } else if (code === closeBrace || code === closeBracket) depth -= 1;
  }
  return false;
}

const [quote, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x7b, 0x7d, 0x5b, 0x5d];

/** Nearly no object has more brackets than it may have levels, and counting them is a tenth of the work. */
function hasManyBrackets(json: string): boolean {
  let count = 0;
  for (const bracket of ['{', '[']) {
    for (let at = json.indexOf(bracket); at !== -1; at = json.indexOf(bracket, at + 1)) {
      if (++count > maxNesting) return true;
    }
  }
  return false;
}

/** Where the string ends that begins at `at`. */
function endOfString(json: string, at: number): number {
  for (let end = json.indexOf('"', at + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json[end - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return json.length;
}

/** Long ones, because a search skips as many characters at a time. */
const longRuns = ['}'.repeat(90), ']'.repeat(90), '}]'.repeat(45)];

/** Whether a page may hold an object that is nested too deeply: a look for the end of one, 0.05 ms for 300 kB. */
export const mayNestTooDeep = (json: string): boolean => longRuns.some((run) => json.includes(run));
