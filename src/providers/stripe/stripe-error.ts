import Stripe from 'stripe';
import { RateLimited, SyncError } from '../../domain/sync-error.ts';

type ApiError = InstanceType<typeof Stripe.errors.StripeError>;

/** Which limit a 429 names: https://docs.stripe.com/rate-limits. One without a reason is a locked object. */
function rateLimited(error: ApiError): RateLimited {
  const reason = error.headers?.['stripe-rate-limited-reason'] ?? 'lock_timeout';
  const seconds = Number(error.headers?.['retry-after']);
  return new RateLimited(
    reason.startsWith('global') ? 'total' : 'endpoint',
    `Stripe asked to slow down (${reason}).`,
    {
      cause: error,
      ...(seconds > 0 && { retryAfterMs: seconds * 1000 }),
    },
  );
}

/**
 * A failure of Stripe or of the network, as the service's own error. Stripe's messages contain masked keys and object names
 * at most. If a person can do something about it, the message says so.
 */
export function asSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const { errors } = Stripe;
  if (!(error instanceof errors.StripeError)) {
    return new SyncError('provider_unavailable', 'Stripe could not be reached.', { cause: error });
  }
  const status = error.statusCode ?? 0;
  if (error instanceof errors.StripeAuthenticationError || status === 401) {
    return new SyncError(
      'provider_unauthorized',
      'Stripe does not accept this API key: it is wrong, was revoked or has expired. Configure a valid key.',
      { cause: error },
    );
  }
  if (status === 429) return rateLimited(error);
  if (error instanceof errors.StripePermissionError || status === 403) {
    return new SyncError('provider_forbidden', `Stripe refuses this key the permission: ${error.message}`, {
      cause: error,
    });
  }
  if (error instanceof errors.StripeConnectionError) {
    return new SyncError('provider_unavailable', 'Stripe could not be reached.', { cause: error });
  }
  if (status >= 500 || status === 409) {
    return new SyncError('provider_unavailable', `Stripe answered ${status}.`, { cause: error });
  }
  if (error.code === 'resource_missing') {
    return new SyncError('provider_not_found', 'Stripe has no such object.', { cause: error });
  }
  if (status === 0) {
    return new SyncError('provider_invalid_response', 'Stripe did not answer with a JSON object.', {
      cause: error,
    });
  }
  return new SyncError('provider_rejected', `Stripe refused the request: ${error.message}`, { cause: error });
}
