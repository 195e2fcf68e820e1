import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultAction, Faults } from '../faults.ts';
import type { Nonsense } from '../nonsense.ts';
import type { LimitReason, RateLimiter } from '../rate-limit.ts';
import type { RequestLog } from '../request-log.ts';
import { RequestEntry } from './request-entry.ts';
import type { HttpRequest } from './request.ts';
import { send, type Reply } from './send.ts';

/** An account as far as serving its requests goes. */
export interface ServedAccount {
  readonly id: string;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly limiter: RateLimiter;
  /** Milliseconds that the next answer takes. */
  nextDelay(): number;
}

/** A provider's side of serving: the caller, the answer, and the form of errors. `R` is a known route. */
export interface Protocol<C extends { account: ServedAccount }, R extends { endpoint: string }> {
  route(request: HttpRequest): R | undefined;
  /** Throws the provider's error for a key that is missing or unknown. */
  authenticate(request: HttpRequest): C;
  execute(request: HttpRequest, caller: C, route: R | undefined): Reply;
  overLimit(reason: LimitReason, caller: C): Reply;
  /** The answer that a fault gives instead of the real one, and the limit that it names; undefined for other faults. */
  refusal(action: FaultAction, caller: C): { reply: Reply; limited: string | undefined } | undefined;
  /** A fault's nonsense in place of an answer. */
  spoilt(as: Nonsense, json: string): string;
  errorReply(error: unknown): Reply;
  /** Headers of every answer. */
  headers(request: HttpRequest): Record<string, string>;
}

/** No answer at all: the connection is closed, or left open for ever. */
type Silence = 'closed' | 'open';

/** Serves one API request from key to answer; `log` is that of all accounts. */
export async function handle<C extends { account: ServedAccount }, R extends { endpoint: string }>(
  protocol: Protocol<C, R>,
  request: HttpRequest,
  response: ServerResponse,
  log: RequestLog,
): Promise<void> {
  const route = protocol.route(request);
  const entry = new RequestEntry(request, route?.endpoint, response);
  entry.enter(log);
  const [reply, fault] = await answer(protocol, request, route, entry);
  if (reply === 'closed') response.destroy();
  if (typeof reply === 'string') return;

  entry.logged.status = fault?.kind === 'bad_json' ? (fault.status ?? 200) : reply.status;
  entry.logged.objects = reply.objects;
  entry.settle();
  const headers = { ...protocol.headers(request), ...reply.headers };
  await send(response, { ...reply, headers }, fault);
}

/** The answer, and the fault with which to send it: key, fault, limit, latency, execution, in this order. */
async function answer<C extends { account: ServedAccount }, R extends { endpoint: string }>(
  protocol: Protocol<C, R>,
  request: HttpRequest,
  route: R | undefined,
  entry: RequestEntry,
): Promise<[reply: Reply | Silence, fault?: FaultAction | undefined]> {
  const { logged } = entry;
  let caller: C;
  try {
    caller = protocol.authenticate(request);
  } catch (error) {
    return [protocol.errorReply(error)];
  }
  const { account } = caller;
  logged.account = account.id;
  entry.enter(account.requests);

  const fault = account.faults.match(request.method, request.url);
  logged.fault = fault?.id;
  const action = fault?.action;
  if (action?.kind === 'hang') return ['open'];
  if (action?.kind === 'drop' && action.when === 'before') return ['closed'];

  const endpoint = logged.endpoint ?? 'unknown';
  const reason = account.limiter.enter(endpoint);
  logged.limited = reason;
  if (reason) return [protocol.overLimit(reason, caller)];
  entry.hold(() => account.limiter.leave(endpoint));

  const delay = account.nextDelay() + (action?.kind === 'delay' ? action.ms : 0);
  if (delay > 0) await sleep(delay);
  const refusal = action && protocol.refusal(action, caller);
  if (refusal) {
    logged.limited = refusal.limited;
    return [refusal.reply];
  }
  if (action?.kind === 'meanwhile') action.change();
  const executed = action?.kind === 'ignore' ? without(request, action.params) : request;
  const reply = attempt(protocol, () => protocol.execute(executed, caller, route));
  if (action?.kind === 'fails_with' && reply.json.includes(`"id":"${action.id}"`))
    return [protocol.refusal({ kind: 'status', status: 500 }, caller)?.reply ?? 'closed'];
  if (action?.kind === 'nonsense') return [{ ...reply, json: protocol.spoilt(action.as, reply.json) }];
  if (action?.kind === 'rewritten')
    return [{ ...reply, status: action.status ?? reply.status, json: action.as(reply.json) }];
  return action?.kind === 'drop' && action.when === 'after' ? ['closed'] : [reply, action];
}

/** The request as if it had not named these parameters. */
function without(request: HttpRequest, params: readonly string[]): HttpRequest {
  const sent = Array.from(new URLSearchParams(request.query));
  const left = new URLSearchParams(sent.filter(([name]) => !params.includes(name.replace(/\[.*$/, ''))));
  return { ...request, query: left.toString() };
}

function attempt(protocol: { errorReply(error: unknown): Reply }, work: () => Reply): Reply {
  try {
    return work();
  } catch (error) {
    return protocol.errorReply(error);
  }
}
