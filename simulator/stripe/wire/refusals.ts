import type { FaultAction } from '../../core/faults.ts';
import type { LimitsSpec } from '../../core/rate-limit.ts';
import { StripeError } from './stripe-error.ts';

/** https://docs.stripe.com/rate-limits: 100/s live, 25/s in a sandbox, 25/s an endpoint. */
export function stripeLimits(livemode: boolean): LimitsSpec {
  return { perSecond: livemode ? 100 : 25, perEndpoint: 25 };
}

/** The SDK retries by itself what says so; a rate limit does not. */
const retry = (yes: boolean) => ({ 'Stripe-Should-Retry': String(yes) });

/** 429 over a limit: https://docs.stripe.com/rate-limits. */
export function overLimit(reason: string, livemode: boolean): StripeError {
  const message = livemode
    ? 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.'
    : 'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.';
  return new StripeError(
    429,
    { type: 'invalid_request_error', code: 'rate_limit', message },
    { 'Stripe-Rate-Limited-Reason': reason, ...retry(false) },
  );
}

/** 429 because something else holds the object; it names no limit and may be retried at once. */
const lockTimeout = () =>
  new StripeError(
    429,
    {
      type: 'invalid_request_error',
      code: 'lock_timeout',
      message:
        'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request. If you see this error frequently and are making multiple concurrent requests to a single object, make your requests serially or at a lower rate. For more details, see https://stripe.com/docs/rate-limits#object-lock-timeouts.',
    },
    retry(true),
  );

/** As `missing` answers it, of an object that is there. */
const gone = (status: number, param = 'id') =>
  new StripeError(status, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: "No such object: 'gone'",
    param,
  });

const MESSAGES: Partial<Record<number, string>> = {
  400: 'Invalid request',
  401: 'Invalid API Key provided: sk_test_****',
  403: 'Permission denied. The provided key does not have the required permissions for this endpoint.',
  404: 'Unrecognized request URL. Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
  409: 'There is currently another in-progress request using this Idempotent Key. Try again later.',
};

/** The answer that a fault gives instead of the real one, if it is of that kind. */
export function refusalOf(action: FaultAction, livemode: boolean): StripeError | undefined {
  if (action.kind === 'lock_timeout') return lockTimeout();
  if (action.kind === 'refused')
    return new StripeError(400, { type: 'invalid_request_error', message: action.message });
  if (action.kind === 'resource_missing') return gone(action.status, action.param);
  if (action.kind === 'error')
    return new StripeError(action.status, { type: 'api_error', message: 'Sorry!' }, action.headers ?? {});
  if (action.kind !== 'status') return undefined;
  const { status, reason = 'global-rate' } = action;
  if (status === 429) return overLimit(reason, livemode);
  const message = MESSAGES[status];
  if (message !== undefined)
    return new StripeError(
      status,
      { type: 'invalid_request_error', message },
      status === 409 ? retry(true) : {},
    );
  return new StripeError(
    status,
    {
      type: 'api_error',
      message:
        'Sorry! There was an error while talking to Stripe. Please try again in a few moments, or let us know at https://support.stripe.com/.',
    },
    retry(true),
  );
}
