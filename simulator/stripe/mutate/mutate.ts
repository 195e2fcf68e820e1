import type { StripeAccount } from '../account/account.ts';
import type { MutateSpec, MutationCounts, SteadySpec } from './mutate-spec.ts';
import { Mutator } from './mutator.ts';
import { SteadyRun } from './steady-run.ts';

/** Makes `count` random changes at once. Equal seeds on equal accounts make equal changes. */
export function mutate(account: StripeAccount, spec: MutateSpec): MutationCounts {
  const mutator = new Mutator(account, spec);
  for (let i = 0; i < spec.count; i++) mutator.next();
  return mutator.counts;
}

/** The same changes spread over time; one such run at a time. It ends with the account. */
export function mutateSteadily(account: StripeAccount, spec: SteadySpec): SteadyRun {
  if (account.background?.running) throw new Error(`Account ${account.id} is being mutated already.`);
  const run = new SteadyRun(new Mutator(account, spec), spec);
  account.background = run;
  return run;
}
