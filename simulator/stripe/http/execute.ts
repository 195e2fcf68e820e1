import { parseForm } from '../../core/http/form.ts';
import { header, type HttpRequest } from '../../core/http/request.ts';
import type { Reply } from '../../core/http/send.ts';
import type { StripeAccount } from '../account/account.ts';
import { checkPermission, type ApiKey } from '../wire/key-ring.ts';
import { invalid, StripeError } from '../wire/stripe-error.ts';
import type { Route } from './match-route.ts';

export interface Caller {
  account: StripeAccount;
  apiKey: ApiKey;
}

const unknownUrl = ({ method, path }: HttpRequest) =>
  new StripeError(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });

/** https://docs.stripe.com/api/idempotent_requests */
const reusedKey = (key: string) =>
  new StripeError(400, {
    type: 'idempotency_error',
    message:
      'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
      `Try using a key other than '${key}' if you meant to execute a different request.`,
  });

const VERSION = /^\d{4}-\d{2}-\d{2}(\.\w+)?$/;

function checkVersion(request: HttpRequest): void {
  const version = header(request, 'stripe-version');
  if (version !== undefined && !VERSION.test(version))
    throw invalid(`Invalid Stripe API version: ${version}`);
}

/** Executes a request that limits and faults have let through. */
export function execute(request: HttpRequest, { account, apiKey }: Caller, route: Route | undefined): Reply {
  checkVersion(request);
  if (!route) throw unknownUrl(request);
  checkPermission(apiKey, request.method, route.access, account.id);
  const isPost = request.method === 'POST';
  const key = isPost ? header(request, 'idempotency-key') : undefined;
  const fingerprint = `${request.method} ${request.path} ${request.body}`;
  const replay = key === undefined ? undefined : account.idempotency.find(key, fingerprint);
  if (replay === 'reused') throw reusedKey(key ?? '');
  if (replay) {
    const headers = { 'Idempotent-Replayed': 'true', 'Original-Request': replay.requestId };
    return { status: replay.status, json: replay.json, headers, objects: 1 };
  }
  const { json: plain, objects } = route.run(account, {
    form: parseForm(isPost ? request.body : request.query),
    options: { request: { id: request.id, idempotencyKey: key ?? null } },
    livemode: apiKey.livemode,
  });
  const json = account.written(plain);
  if (key !== undefined)
    account.idempotency.keep(key, fingerprint, { status: 200, json, requestId: request.id });
  return { status: 200, json, headers: {}, objects };
}
