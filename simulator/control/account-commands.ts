import type { Account } from '../stripe/account/account.ts';
import type { FaultSpec } from '../core/faults.ts';
import type { KeySpec } from '../stripe/wire/key-ring.ts';
import type { LatencySpec } from '../core/latency.ts';
import { trusted, type Fields } from '../core/json.ts';
import type { LimitsSpec } from '../core/rate-limit.ts';
import type { Simulator } from '../simulator.ts';
import { UnknownCommand, type ControlCall } from './call.ts';
import { deliveryCommands } from './delivery-commands.ts';
import { mutateCommands, type SteadyRuns } from './mutate-commands.ts';
import { summary } from './summary.ts';

/** The methods of resources that commands call. */
interface Changeable {
  create?(fields: Fields, options: { silent: boolean }): object;
  update?(id: string, patch: Fields, options: { silent: boolean }): object;
  delete?(id: string, options: { silent: boolean }): object;
  retrieveWhole(id: string): object;
}

/** Commands under `/_sim/accounts/<id or key>`. */
export function accountCommands(simulator: Simulator, runs: SteadyRuns, call: ControlCall): unknown {
  const { method, path, body } = call;
  const [, name, ...rest] = path;
  const account = simulator.account(name!);
  const [topic, id] = rest;
  if (topic === 'deliveries') return deliveryCommands(account, call, id);
  if (topic === 'mutate') return mutateCommands(account, runs, call);
  switch (`${method} ${topic ?? ''}`) {
    case 'GET ':
      return summary(account);
    case 'DELETE ':
      return simulator.deleteAccount(account.id);
    case 'PUT limits':
      account.limiter.set(trusted<LimitsSpec | 'off'>(body));
      return { limits: account.limiter.limits };
    case 'PUT latency':
      account.latency = trusted<LatencySpec>(body);
      return account.latency;
    case 'POST keys':
      return account.addKey(trusted<KeySpec>(body));
    case 'DELETE keys':
      return account.revokeKey(id ?? '', call.query.get('as') === 'deleted' ? 'deleted' : 'expired');
    case 'GET faults':
      return account.faults.list();
    case 'POST faults':
      return { id: account.faults.add(trusted<FaultSpec>(body)) };
    case 'DELETE faults':
      return id === undefined ? account.faults.clear() : { removed: account.faults.remove(id) };
    case 'POST secrets':
      return { secret: account.webhookEndpoints.roll(id ?? '').secret };
    case 'DELETE secrets':
      return account.webhookEndpoints.retire(id ?? '');
    case 'GET counts':
      return account.requests.counts;
    case 'GET requests':
      return account.requests.list();
    case 'DELETE requests':
      return account.requests.clear();
    default:
      return objectCommand(account, call, topic, id);
  }
}

/** `GET|POST|PATCH|DELETE …/<entity>[/<id>]`; `?silent` changes without an event. */
function objectCommand(account: Account, call: ControlCall, topic = '', id?: string): unknown {
  const { method, body } = call;
  const resource = trusted<Changeable | undefined>(account.entities.get(topic)?.resource);
  const options = { silent: call.query.has('silent') };
  if (method === 'POST' && id === undefined && resource?.create)
    return resource.create(trusted<Fields>(body), options);
  if (method === 'GET' && id !== undefined && resource) return resource.retrieveWhole(id);
  if (method === 'PATCH' && id !== undefined && resource?.update)
    return resource.update(id, trusted<Fields>(body), options);
  if (method === 'DELETE' && id !== undefined && resource?.delete) return resource.delete(id, options);
  throw new UnknownCommand(`There is no ${method} /_sim/accounts/…/${call.path.slice(2).join('/')}.`);
}
