import type { Account } from '../account.ts';
import { checkPermission, expiredKey, keyFrom, noKey, unknownKey, type ApiKey } from '../key-ring.ts';
import type { LoggedRequest } from '../request-log.ts';
import type { Match } from '../routes/table.ts';
import { parseForm } from './form.ts';
import { header, type HttpRequest } from './request.ts';
import type { Reply } from './send.ts';
import { invalid, StripeError } from './stripe-error.ts';

export interface Caller {
  account: Account;
  apiKey: ApiKey;
}

/** Who is asking; throws Stripe's 401. */
export function authenticate(request: HttpRequest, find: (key: string) => Account | undefined): Caller {
  const key = keyFrom(header(request, 'authorization'));
  if (key === undefined) throw noKey();
  const account = find(key);
  const apiKey = account?.keys.get(key);
  if (!account || !apiKey || apiKey.revoked === 'deleted') throw unknownKey(key);
  if (apiKey.revoked === 'expired') throw expiredKey(key);
  return { account, apiKey };
}

const unknownUrl = ({ method, path }: HttpRequest) =>
  new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });

const VERSION = /^\d{4}-\d{2}-\d{2}(\.\w+)?$/;

function checkVersion(request: HttpRequest): void {
  const version = header(request, 'stripe-version');
  if (version !== undefined && !VERSION.test(version))
    throw invalid(`Invalid Stripe API version: ${version}`);
}

/** Executes a request that limits and faults have let through. */
export function execute(request: HttpRequest, { account, apiKey }: Caller, match: Match | undefined): Reply {
  checkVersion(request);
  if (!match) throw unknownUrl(request);
  checkPermission(apiKey, request.method, match.resource, account.id);
  const isPost = request.method === 'POST';
  const key = isPost ? header(request, 'idempotency-key') : undefined;
  const fingerprint = `${request.method} ${request.path} ${request.body}`;
  const replay = key === undefined ? undefined : account.idempotency.find(key, fingerprint);
  if (replay) {
    const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': replay.requestId };
    return { status: replay.status, json: replay.json, headers, objects: 1 };
  }
  const { json, objects } = match.handler({
    account,
    form: parseForm(isPost ? request.body : request.query),
    id: match.id,
    options: { request: { id: request.id, idempotencyKey: key ?? null } },
  });
  if (key !== undefined)
    account.idempotency.keep(key, fingerprint, { status: 200, json, requestId: request.id });
  return { status: 200, json, headers: {}, objects };
}

export function errorReply(error: StripeError): Reply {
  const json = JSON.stringify({ error: error.body });
  return { status: error.status, json, headers: error.headers, objects: 0 };
}

/** The headers that Stripe puts on every answer. */
export function commonHeaders(
  request: HttpRequest,
  now: number,
  defaultVersion: string,
): Record<string, string> {
  const key = header(request, 'idempotency-key');
  return {
    Server: 'nginx',
    Date: new Date(now).toUTCString(),
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache, no-store',
    'Request-Id': request.id,
    'Stripe-Version': header(request, 'stripe-version') ?? defaultVersion,
    ...(key !== undefined && { 'Idempotency-Key': key }),
  };
}

export function startedEntry(request: HttpRequest, endpoint: string | undefined): LoggedRequest {
  return {
    id: request.id,
    account: undefined,
    method: request.method,
    path: request.path,
    query: request.query,
    endpoint,
    status: 0,
    started: performance.timeOrigin + performance.now(),
    ended: undefined,
    limited: undefined,
    fault: undefined,
    objects: 0,
  };
}
