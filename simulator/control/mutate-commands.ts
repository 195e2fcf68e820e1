import { trusted } from '../core/json.ts';
import { mutate, mutateSteadily, type Mutable } from '../core/mutate/mutate.ts';
import type { MutateSpec, SteadySpec } from '../core/mutate/mutate-spec.ts';
import type { SteadyRun } from '../core/mutate/steady-run.ts';
import { UnknownCommand, type ControlCall } from './call.ts';

/** The last steady run that was started here, by account id. */
export type SteadyRuns = Map<string, SteadyRun>;

const stateOf = (run: SteadyRun | undefined) => ({
  running: run?.running ?? false,
  counts: run?.counts,
  error: run?.error,
});

/** Commands at `…/<account>/mutate`: all at once, or with `perSecond` in the background. */
export function mutateCommands(account: Mutable, runs: SteadyRuns, { method, body }: ControlCall): unknown {
  switch (method) {
    case 'POST': {
      const spec = trusted<MutateSpec | SteadySpec>(body);
      if (!('perSecond' in spec)) return mutate(account, spec);
      const run = mutateSteadily(account, spec);
      runs.set(account.id, run);
      // GET shows what went wrong.
      run.done.catch(() => undefined);
      return stateOf(run);
    }
    case 'GET':
      return stateOf(runs.get(account.id));
    case 'DELETE':
      runs.get(account.id)?.stop();
      return stateOf(runs.get(account.id));
    default:
      throw new UnknownCommand(`There is no ${method} /_sim/…/mutate.`);
  }
}
