import Stripe from 'stripe';
import { RateLimited, SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import { BodyLost } from './http-client.ts';

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
      'Stripe does not accept this API key: it is wrong, was revoked or has expired.',
      { cause: error },
    );
  }
  if (status === 429) return rateLimited(error);
  // A 403 too: before what a key may not do in an account, whether it opens the account at all.
  if (error.code === 'account_invalid') {
    return new SyncError(
      'provider_unauthorized',
      'Stripe gives this key no access to the account: it does not exist, or its merchant has ended the connection. Connect it again.',
      { cause: error },
    );
  }
  if (error instanceof errors.StripePermissionError || status === 403) {
    return new SyncError('provider_forbidden', `Stripe refuses this key the permission: ${error.message}`, {
      cause: error,
    });
  }
  if (error instanceof errors.StripeConnectionError) {
    const { detail } = error as { detail?: unknown };
    if (detail instanceof BodyLost) {
      const { late } = detail;
      const what = late ? 'Stripe took too long to answer.' : "Stripe's answer ended too early.";
      return new UnfinishedAnswer('provider_unavailable', what, { cause: error, late });
    }
    return new SyncError('provider_unavailable', 'Stripe could not be reached.', { cause: error });
  }
  if (status >= 500) {
    return new UnfinishedAnswer('provider_unavailable', `Stripe answered ${status}.`, { cause: error });
  }
  if (status === 409) {
    return new SyncError('provider_unavailable', `Stripe answered ${status}.`, { cause: error });
  }
  if (error.code === 'resource_missing') {
    // "No such customer: 'cus_1'; a similar object exists in live mode, but a test mode key was used": it is not gone.
    if (/similar object exists in (live|test) mode/.test(error.message)) {
      return new SyncError(
        'provider_unauthorized',
        'This API key is of another mode (live or test) than the copied objects. Configure a key of their mode.',
        { cause: error },
      );
    }
    return new SyncError('provider_not_found', 'Stripe has no such object.', { cause: error });
  }
  if (status === 0) {
    return new SyncError('provider_invalid_response', 'Stripe did not answer with a JSON object.', {
      cause: error,
    });
  }
  return new SyncError('provider_rejected', `Stripe refused the request: ${error.message}`, { cause: error });
}

/** Whether the answer to reading one object says that it is gone. A 400 may be about another object that the request names. */
export const saysGone = (error: unknown): boolean =>
  error instanceof SyncError &&
  error.code === 'provider_not_found' &&
  error.cause instanceof Stripe.errors.StripeError &&
  error.cause.statusCode === 404;
