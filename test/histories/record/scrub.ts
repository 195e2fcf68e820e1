import type { History } from './run-histories.ts';

/** Names of fields that say on which machine a history was recorded, and what stands there instead. */
const scrubbed: Readonly<Record<string, unknown>> = {
  identity: 'recorded',
  buildId: 'recorded',
  stackTrace: '',
};

/** Replaces, in all depths of a history, what is the machine's and not the workflow's. */
export function scrub(history: History): History {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    for (const [name, inner] of Object.entries(value)) {
      if (typeof inner === 'string' && name in scrubbed) Object.assign(value, { [name]: scrubbed[name] });
      else visit(inner);
    }
  };
  visit(history);
  return history;
}
