import type { SystemScope } from '../../../src/db/system.ts';
import type { WorkspaceScope } from '../../../src/db/workspace.ts';
import type { QueryCall } from './catalogue.ts';
import type { QuerySample } from './sample.ts';

/** A stand-in that knows only its own name: `customers`, `customers.id`, … */
class Named {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
}

const named = (path: string): unknown =>
  new Proxy(new Named(path), {
    get: (target, property) =>
      property === 'path' || typeof property === 'symbol' ? target.path : named(join(path, property)),
    ownKeys: () => [],
  });

/** Stands in for a scope: any call on it is written down instead of made. */
const recorder = (name: string, path: string, write: (call: string) => void): unknown =>
  new Proxy(() => {}, {
    get: (_target, property) => recorder(name, join(path, String(property)), write),
    apply: (_target, _this, args: unknown[]) => write(`${name}.${path}(${args.map(print).join(', ')})`),
  });

const join = (path: string, property: string): string => (path === '' ? property : `${path}.${property}`);

function print(value: unknown): string {
  if (value instanceof Named) return value.path;
  if (Array.isArray(value)) return `[${value.map(print).join(', ')}]`;
  if (value instanceof Date) return 'before';
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${print(inner)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** The call that a query of the catalogue makes, as one would write it. */
export function describeCall(call: QueryCall): string {
  let written = '';
  const write = (text: string): void => void (written = text);
  // oxlint-disable typescript/no-unsafe-type-assertion -- stand-ins, which answer to any name
  void call(
    recorder('ws', '', write) as WorkspaceScope,
    named('') as QuerySample,
    recorder('system', '', write) as SystemScope,
  );
  // oxlint-enable typescript/no-unsafe-type-assertion
  return written;
}
