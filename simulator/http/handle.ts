import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from '../account.ts';
import type { Clock } from '../clock.ts';
import type { FaultAction } from '../faults.ts';
import { API_VERSION } from '../objects/wire.ts';
import type { RequestLog } from '../request-log.ts';
import { matchRoute, type Match } from '../routes/table.ts';
import { Ledger } from './ledger.ts';
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

/** No answer at all: the connection is closed, or left open for ever. */
type Silence = 'closed' | 'open';

/** One API request from key to answer. */
export async function handle(request: HttpRequest, response: ServerResponse, desk: Desk): Promise<void> {
  const match = matchRoute(request.method, request.path);
  const ledger = new Ledger(startedEntry(request, match?.endpoint), response);
  ledger.enter(desk.requests);
  const [reply, fault] = await answer(request, match, desk, ledger);
  if (reply === 'closed') response.destroy();
  if (typeof reply === 'string') return;

  const { entry } = ledger;
  entry.status = fault?.kind === 'bad_json' ? (fault.status ?? 200) : reply.status;
  entry.objects = reply.objects;
  ledger.settle();
  const headers = { ...commonHeaders(request, desk.clock.now(), API_VERSION), ...reply.headers };
  await send(response, { ...reply, headers }, fault);
}

/** The answer, and the fault with which to send it: key, fault, limit, latency, execution, in this order. */
async function answer(
  request: HttpRequest,
  match: Match | undefined,
  desk: Desk,
  ledger: Ledger,
): Promise<[reply: Reply | Silence, fault?: FaultAction | undefined]> {
  const { entry } = ledger;
  let caller: Caller;
  try {
    caller = authenticate(request, desk.find);
  } catch (error) {
    return [replyTo(error)];
  }
  const { account, apiKey } = caller;
  entry.account = account.id;
  ledger.enter(account.requests);

  const fault = account.faults.match(request.method, request.url);
  entry.fault = fault?.id;
  const action = fault?.action;
  if (action?.kind === 'hang') return ['open'];
  if (action?.kind === 'drop' && action.when === 'before') return ['closed'];

  const endpoint = entry.endpoint ?? 'unknown';
  entry.limited = account.limiter.enter(endpoint);
  if (entry.limited) return [errorReply(overLimit(entry.limited, apiKey.livemode))];
  ledger.hold(() => account.limiter.leave(endpoint));

  const delay = account.nextDelay() + (action?.kind === 'delay' ? action.ms : 0);
  if (delay > 0) await sleep(delay);
  const refusal = action && refusalOf(action, apiKey.livemode);
  if (refusal) {
    entry.limited = refusal.headers['Stripe-Rate-Limited-Reason'];
    return [errorReply(refusal)];
  }
  const reply = attempt(() => execute(request, caller, match));
  return action?.kind === 'drop' && action.when === 'after' ? ['closed'] : [reply, action];
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
