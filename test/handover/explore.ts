import { initial, type Drain, type State, type Step, type Variant } from './state.ts';
import { steps } from './steps.ts';

/** A promise about every reachable state. `ends`: no step follows it. */
export type Promised = (state: State, next: readonly Step[]) => boolean;

/** Short, because there are hundreds of thousands. */
const keyOf = ({ row, drain, leftover, storers, ...rest }: State): string =>
  Object.values({ ...row, ...rest })
    .map(Number)
    .join() +
  [drain, leftover].map((each: Drain | null) => each && Object.values(each).join()).join(';') +
  storers.join();

/** Visits every interleaving. Returns the number of states, and the steps to the first that breaks the promise. */
export function explore(variant: Variant, promised: Promised): { states: number; broken: string[] | null } {
  const start = initial(variant);
  const cameBy = new Map<string, { before: string | null; what: string }>([
    [keyOf(start), { before: null, what: 'start' }],
  ]);
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const key = keyOf(state);
    const next = [...steps(state, variant)];
    if (!promised(state, next)) {
      const path: string[] = [];
      for (let at: string | null = key; at !== null; at = cameBy.get(at)!.before)
        path.unshift(cameBy.get(at)!.what);
      return { states: cameBy.size, broken: path };
    }
    for (const [what, after] of next) {
      const afterKey = keyOf(after);
      if (cameBy.has(afterKey)) continue;
      cameBy.set(afterKey, { before: key, what });
      open.push(after);
    }
  }
  return { states: cameBy.size, broken: null };
}
