import type { Clock } from '../../core/clock.ts';
import type { Protocol } from '../../core/http/handle.ts';
import { header, type HttpRequest } from '../../core/http/request.ts';
import type { Reply } from '../../core/http/send.ts';
import type { Fields } from '../../core/json.ts';
import { nonsense } from '../../core/nonsense.ts';
import type { Entity } from '../entity/entity.ts';
import { overLimit, refusalOf } from '../wire/refusals.ts';
import { StripeError } from '../wire/stripe-error.ts';
import { API_VERSION } from '../wire/wire.ts';
import { authenticate, type Directory } from './authenticate.ts';
import { execute, type Caller } from './execute.ts';
import { routeMatcher, type Route } from './match-route.ts';

/** Stripe's side of serving a request. */
export function stripeProtocol(
  directory: Directory,
  clock: Clock,
  entities: readonly Entity[],
): Protocol<Caller, Route> {
  const match = routeMatcher(entities);
  return {
    route: ({ method, path }) => match(method, path),
    authenticate: (request) => authenticate(request, directory),
    execute,
    overLimit: (reason, { apiKey }) => refused(overLimit(reason, apiKey.livemode)),
    refusal(action, { apiKey }) {
      const error = refusalOf(action, apiKey.livemode);
      return error && { reply: refused(error), limited: error.headers['Stripe-Rate-Limited-Reason'] };
    },
    spoilt: (as, json) => nonsense(as, json, listForm),
    errorReply,
    headers: (request) => commonHeaders(request, clock.now()),
  };
}

const listForm = {
  items: 'data',
  more: 'has_more',
  moreFollows: true,
  moreOfNoSense: 'true',
  emptyList: { object: 'list', data: [], has_more: false },
  changed: (item: Fields, change: (object: Fields) => Fields): Fields => change(item),
};

function refused(error: StripeError): Reply {
  const json = JSON.stringify({ error: error.body });
  return { status: error.status, json, headers: error.headers, objects: 0 };
}

/** A bug of the simulator must not look like an error of Stripe: its answer says so. */
function errorReply(error: unknown): Reply {
  if (error instanceof StripeError) return refused(error);
  const message = `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  return refused(new StripeError(500, { type: 'api_error', message }));
}

/** The headers that Stripe puts on every answer. */
function commonHeaders(request: HttpRequest, now: number): Record<string, string> {
  const key = header(request, 'idempotency-key');
  return {
    Server: 'nginx',
    Date: new Date(now).toUTCString(),
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, no-store',
    'Request-Id': request.id,
    'Stripe-Version': header(request, 'stripe-version') ?? API_VERSION,
    ...(key !== undefined && { 'Idempotency-Key': key }),
  };
}
