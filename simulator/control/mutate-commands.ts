import type { Account } from '../account.ts';
import type { MutateSpec, SteadySpec } from '../mutate/mutate-spec.ts';
import { trusted } from '../objects/json.ts';
import { UnknownCommand, type ControlCall } from './call.ts';

const runOf = ({ steadyRun }: Account) => ({
  running: steadyRun?.running ?? false,
  counts: steadyRun?.counts,
  error: steadyRun?.error,
});

/** Commands at `…/<account>/mutate`: all at once, or with `perSecond` in the background. */
export function mutateCommands(account: Account, { method, body }: ControlCall): unknown {
  switch (method) {
    case 'POST': {
      const spec = trusted<MutateSpec | SteadySpec>(body);
      if (!('perSecond' in spec)) return account.mutate(spec);
      // What goes wrong is shown by GET.
      account.mutateSteadily(spec).done.catch(() => undefined);
      return runOf(account);
    }
    case 'GET':
      return runOf(account);
    case 'DELETE':
      account.steadyRun?.stop();
      return runOf(account);
    default:
      throw new UnknownCommand(`There is no ${method} /_sim/accounts/…/mutate.`);
  }
}
