import { isUtf8 } from 'node:buffer';
import type { Context } from 'hono';
import { invalid, type FieldProblem } from './api-error.ts';

/** No body of this API needs a tenth of it; every walk over a deeper one would have to count. */
const maxDepth = 64;

const nul = 'must not contain U+0000';
const halved = 'must not contain half of a surrogate pair';
const inexact = 'is a number that cannot be kept exactly: send it as text';
const deep = `is nested more than ${maxDepth} deep`;

function faultOfText(text: string): string | undefined {
  if (text.includes('\u0000')) return nul;
  return text.isWellFormed() ? undefined : halved;
}

/** Why this value would be refused by Postgres, or stored as another one. */
function faultOfValue(value: unknown): string | undefined {
  if (typeof value === 'string') return faultOfText(value);
  if (typeof value !== 'number') return undefined;
  const exact = Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
  return exact ? undefined : inexact;
}

/** The first part that would not be kept as it is, or is nested too deep, by its path. */
export function faultOf(value: unknown, path: readonly string[] = []): Omit<FieldProblem, 'in'> | undefined {
  const fault = (message: string) => ({ field: path.slice(0, 8).join('.'), message });
  const own = faultOfValue(value);
  if (own !== undefined) return fault(own);
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= maxDepth) return fault(deep);
  for (const [key, part] of Object.entries(value)) {
    const ofKey = faultOfText(key);
    if (ofKey !== undefined) return fault(ofKey);
    const found = faultOf(part, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every type that a route would read as JSON, however it is written: `application/json`, and those that end in `+json`. */
export const announcesJson = (c: Context): boolean =>
  /^\s*application\/[^;]*json/i.test(c.req.header('content-type') ?? '');

/** Throws a 400 that names a part of the request which Postgres could not keep, whatever the route makes of it. */
export async function assertPlainInput(c: Context): Promise<void> {
  const problems: FieldProblem[] = [];
  const check = (part: string, value: unknown) => {
    const fault = faultOf(value);
    if (fault !== undefined) problems.push({ in: part, ...fault });
  };
  check('path', c.req.param());
  check('query', c.req.queries());
  if (announcesJson(c)) {
    // Read by itself, each wrong byte would become U+FFFD, and be stored as that.
    if (!isUtf8(await c.req.bytes())) problems.push({ in: 'body', field: '', message: 'is not UTF-8' });
    // What is no JSON is refused when the route reads it.
    else check('body', await c.req.json().catch(() => undefined));
  }
  if (problems.length > 0) throw invalid(problems);
}
