import type { Account } from '../account.ts';
import type { AccountSpec } from '../account-spec.ts';
import type { Simulator } from '../server.ts';
import { UnknownCommand, type ControlCall } from './control.ts';

/** An account as the control API shows it. */
export function summary(account: Account) {
  return {
    id: account.id,
    livemode: account.livemode,
    keys: [...account.keys.values()].map(({ key, denied, revoked }) => ({
      key,
      denied: [...denied],
      revoked,
    })),
    counts: {
      customers: account.customers.count,
      products: account.products.count,
      prices: account.prices.count,
      subscriptions: account.subscriptions.count,
      events: account.events.count,
      webhook_endpoints: account.webhookEndpoints.count,
    },
    limits: account.limiter.limits,
    latency: account.latency,
    faults: account.faults.list(),
  };
}

function state(simulator: Simulator) {
  const { url, clock, offline, accounts } = simulator;
  return { url, now: clock.now(), offline, accounts: [...accounts.values()].map(summary) };
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
      return summary(simulator.createAccount(body as AccountSpec));
    case 'PUT clock': {
      const { now, advanceMs } = body as { now?: number; advanceMs?: number };
      if (now !== undefined) clock.set(now);
      if (advanceMs !== undefined) clock.advance(advanceMs);
      return { now: clock.now() };
    }
    case 'PUT offline':
      simulator.offline = (body as { offline: boolean }).offline;
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
