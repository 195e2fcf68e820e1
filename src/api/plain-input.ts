import { isUtf8 } from 'node:buffer';
import type { Context } from 'hono';
import { invalid, type FieldProblem } from './api-error.ts';

/** No body of this API needs a tenth of it; every walk over a deeper one would have to count. */
const maxDepth = 64;

const nul = 'must not contain U+0000';
const deep = `is nested more than ${maxDepth} deep`;

/** The first text that no text column can hold, or part that is nested too deep, by its path. */
export function faultOf(value: unknown, path: readonly string[] = []): Omit<FieldProblem, 'in'> | undefined {
  const fault = (message: string) => ({ field: path.slice(0, 8).join('.'), message });
  if (typeof value === 'string') return value.includes('\u0000') ? fault(nul) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= maxDepth) return fault(deep);
  for (const [key, part] of Object.entries(value)) {
    if (key.includes('\u0000')) return fault(nul);
    const found = faultOf(part, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Throws a 400 that names a part of the request which Postgres could not keep, whatever the route makes of it. */
export async function assertPlainInput(c: Context): Promise<void> {
  const problems: FieldProblem[] = [];
  const check = (part: string, value: unknown) => {
    const fault = faultOf(value);
    if (fault !== undefined) problems.push({ in: part, ...fault });
  };
  check('path', c.req.param());
  check('query', c.req.queries());
  if (c.req.header('content-type')?.startsWith('application/json') === true) {
    // Read by itself, each wrong byte would become U+FFFD, and be stored as that.
    if (!isUtf8(await c.req.bytes())) problems.push({ in: 'body', field: '', message: 'is not UTF-8' });
    // What is no JSON is refused when the route reads it.
    else check('body', await c.req.json().catch(() => undefined));
  }
  if (problems.length > 0) throw invalid(problems);
}
