import type { SiteSpec } from '../chargebee/site/site-spec.ts';
import type { AccountSpec } from '../stripe/account/account-spec.ts';
import { trusted } from '../core/json.ts';
import type { Simulator } from '../simulator.ts';
import { siteSummary, summary } from './summary.ts';
import { UnknownCommand, type ControlCall } from './call.ts';

function state(simulator: Simulator) {
  const { url, clock, offline, accounts, sites } = simulator;
  return {
    url,
    now: clock.now(),
    offline,
    accounts: [...accounts.values()].map(summary),
    sites: [...sites.values()].map(siteSummary),
  };
}

/** Commands that concern the simulator as a whole. */
export function simulatorCommands(simulator: Simulator, { method, path, body }: ControlCall): unknown {
  const { clock } = simulator;
  switch (`${method} ${path.join('/')}`) {
    case 'GET ':
      return state(simulator);
    case 'GET accounts':
      return state(simulator).accounts;
    case 'POST accounts':
      return summary(simulator.createAccount(trusted<AccountSpec>(body)));
    case 'GET sites':
      return state(simulator).sites;
    case 'POST sites':
      return siteSummary(simulator.createSite(trusted<SiteSpec>(body)));
    case 'PUT clock': {
      const { now, advanceMs } = trusted<{ now?: number; advanceMs?: number }>(body);
      if (now !== undefined) clock.set(now);
      if (advanceMs !== undefined) clock.advance(advanceMs);
      return { now: clock.now() };
    }
    case 'PUT offline':
      simulator.offline = trusted<{ offline: boolean }>(body).offline;
      return { offline: simulator.offline };
    case 'GET counts':
      return simulator.requests.counts;
    case 'GET requests':
      return simulator.requests.list();
    case 'DELETE requests':
      return simulator.requests.clear();
    default:
      throw new UnknownCommand(`There is no ${method} /_sim/${path.join('/')}.`);
  }
}
