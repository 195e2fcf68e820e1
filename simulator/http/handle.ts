import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import type { FaultAction } from '../faults.ts';
import { API_VERSION } from '../objects/wire.ts';
import type { LoggedRequest, RequestLog } from '../request-log.ts';
import { matchRoute } from '../routes/table.ts';
import { overLimit, refusalOf } from './refuse.ts';
import type { HttpRequest } from './request.ts';
import { send, type Reply } from './send.ts';
import { authenticate, commonHeaders, errorReply, execute, startedEntry, type Caller } from './serve.ts';
import { StripeError } from './stripe-error.ts';

/** What handling requests needs of the simulator. */
export interface Desk {
  clock: Clock;
  requests: RequestLog;
  find: (key: string) => Account | undefined;
}

/** One API request from key to answer: fault, limit, latency, execution, in this order. */
export async function handle(request: HttpRequest, response: ServerResponse, desk: Desk): Promise<void> {
  const match = matchRoute(request.method, request.path);
  const entry = startedEntry(request, match?.endpoint);
  desk.requests.start(entry);
  const logs = [desk.requests];
  response.once('close', () => finish(entry, logs));

  const headersOf = (reply: Reply) => ({
    ...commonHeaders(request, desk.clock.now(), API_VERSION),
    ...reply.headers,
  });
  const answer = async (reply: Reply, fault?: FaultAction) => {
    entry.status = fault?.kind === 'bad_json' ? (fault.status ?? 200) : reply.status;
    entry.objects = reply.objects;
    await send(response, { ...reply, headers: headersOf(reply) }, fault);
  };

  let caller: Caller;
  try {
    caller = authenticate(request, desk.find);
  } catch (error) {
    return answer(replyTo(error));
  }
  const { account } = caller;
  entry.account = account.id;
  account.requests.start(entry);
  logs.push(account.requests);

  const fault = account.faults.match(request.method, request.url);
  entry.fault = fault?.id;
  const action = fault?.action;
  if (action?.kind === 'hang') return undefined;
  if (action?.kind === 'drop' && action.when === 'before') return void response.destroy();

  const endpoint = entry.endpoint ?? 'unknown';
  const limit = account.limiter.enter(endpoint);
  if (limit) {
    entry.limited = limit;
    return answer(errorReply(overLimit(limit, caller.apiKey.livemode)));
  }
  response.once('close', () => account.limiter.leave(endpoint));

  const delay = account.nextDelay() + (action?.kind === 'delay' ? action.ms : 0);
  if (delay > 0) await sleep(delay);
  const refusal = action && refusalOf(action, caller.apiKey.livemode);
  if (refusal) {
    entry.limited = refusal.headers['Stripe-Rate-Limited-Reason'];
    return answer(errorReply(refusal));
  }
  const reply = attempt(() => execute(request, caller, match));
  if (action?.kind === 'drop' && action.when === 'after') return void response.destroy();
  return answer(reply, action);
}

function attempt(work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    return replyTo(error);
  }
}

/** A mistake in the simulator itself must not pass for one of Stripe's moods: it says what it is. */
function replyTo(error: unknown): Reply {
  if (error instanceof StripeError) return errorReply(error);
  const message = `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return errorReply(new StripeError(500, { type: 'api_error', message }));
}

function finish(entry: LoggedRequest, logs: readonly RequestLog[]): void {
  entry.ended = performance.timeOrigin + performance.now();
  for (const log of logs) log.end(entry);
}
