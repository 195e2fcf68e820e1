import type { BackgroundRun } from '../simulated-account.ts';
import type { MutateSpec, MutationCounts, SteadySpec } from './mutate-spec.ts';
import type { ChangesSpec, RandomChanges } from './random-changes.ts';
import { SteadyRun } from './steady-run.ts';

/** An account whose objects can change at random. */
export interface Mutable {
  readonly id: string;
  background: BackgroundRun | undefined;
  randomChanges(spec: ChangesSpec): RandomChanges;
}

/** Makes `count` random changes at once. Equal seeds on equal accounts make equal changes. */
export function mutate(account: Mutable, spec: MutateSpec): MutationCounts {
  const changes = account.randomChanges(spec);
  for (let i = 0; i < spec.count; i++) changes.next();
  return changes.counts;
}

/** The same changes spread over time; one such run at a time. It ends with the account. */
export function mutateSteadily(account: Mutable, spec: SteadySpec): SteadyRun {
  if (account.background?.running) throw new Error(`Account ${account.id} is being mutated already.`);
  const run = new SteadyRun(account.randomChanges(spec), spec);
  account.background = run;
  return run;
}
