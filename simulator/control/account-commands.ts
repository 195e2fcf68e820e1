import type { FaultSpec } from '../core/faults.ts';
import type { LatencySpec } from '../core/latency.ts';
import { trusted, type Fields } from '../core/json.ts';
import type { LimitsSpec } from '../core/rate-limit.ts';
import { UnknownCommand, type ControlCall } from './call.ts';
import type { Controlled } from './controlled.ts';
import { deliveryCommands } from './delivery-commands.ts';
import { mutateCommands, type SteadyRuns } from './mutate-commands.ts';

/** Commands under `/_sim/accounts/<id or key>` and `/_sim/sites/<name or key>`. */
export function accountCommands(controlled: Controlled, runs: SteadyRuns, call: ControlCall): unknown {
  const { method, path, body } = call;
  const [, , topic, id] = path;
  const { account } = controlled;
  if (topic === 'deliveries') return deliveryCommands(controlled.deliveries, call, id);
  if (topic === 'mutate') return mutateCommands(account, runs, call);
  switch (`${method} ${topic ?? ''}`) {
    case 'GET ':
      return controlled.summary();
    case 'DELETE ':
      return controlled.forget();
    case 'PUT limits':
      account.limiter.set(trusted<LimitsSpec | 'off'>(body));
      return { limits: account.limiter.limits };
    case 'PUT latency':
      account.latency = trusted<LatencySpec>(body);
      return account.latency;
    case 'POST keys':
      return controlled.addKey(body);
    case 'DELETE keys':
      return controlled.revokeKey(id ?? '', call.query.get('as'));
    case 'GET faults':
      return account.faults.list();
    case 'POST faults':
      return { id: account.faults.add(trusted<FaultSpec>(body)) };
    case 'DELETE faults':
      return id === undefined ? account.faults.clear() : { removed: account.faults.remove(id) };
    case 'GET counts':
      return account.requests.counts;
    case 'GET requests':
      return account.requests.list();
    case 'DELETE requests':
      return account.requests.clear();
    default: {
      const own = controlled.own[`${method} ${topic ?? ''}`];
      return own === undefined ? objectCommand(controlled, call, topic, id) : own(id ?? '', body);
    }
  }
}

/** `GET|POST|PATCH|DELETE …/<entity>[/<id>]`; `?silent` changes without an event. */
function objectCommand(controlled: Controlled, call: ControlCall, topic = '', id?: string): unknown {
  const { method, body } = call;
  const resource = controlled.resource(topic);
  const options = { silent: call.query.has('silent') };
  if (method === 'POST' && id === undefined && resource?.create)
    return resource.create(trusted<Fields>(body), options);
  if (method === 'GET' && id !== undefined && resource) return resource.retrieve(id);
  if (method === 'PATCH' && id !== undefined && resource?.update)
    return resource.update(id, trusted<Fields>(body), options);
  if (method === 'DELETE' && id !== undefined && resource?.delete) return resource.delete(id, options);
  throw new UnknownCommand(`There is no ${method} /_sim/${call.path[0]}/…/${call.path.slice(2).join('/')}.`);
}
