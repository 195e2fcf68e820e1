import Stripe from 'stripe';
import { askedPauseMs } from '../../domain/retry-after.ts';
import { AnswerTooLarge, RateLimited, SyncError, UnfinishedAnswer } from '../../domain/sync-error.ts';
import { isTooLarge } from '../body-text.ts';
import { standardEntityTypes } from '../../domain/entities/entities.ts';
import { BodyLost, withoutEnvelope } from './http-client.ts';
import type { StripeEntity } from './stripe-entity.ts';

type ApiError = InstanceType<typeof Stripe.errors.StripeError>;

/** Which limit a 429 names: https://docs.stripe.com/rate-limits. One without a reason is a locked object. */
function rateLimited(error: ApiError): RateLimited {
  const reason = error.headers?.['stripe-rate-limited-reason'] ?? 'lock_timeout';
  return new RateLimited(
    reason.startsWith('global') ? 'total' : 'endpoint',
    `Stripe asked to slow down (${reason}).`,
    { cause: error, ...pauseOf(error) },
  );
}

function pauseOf(error: ApiError): { retryAfterMs?: number } {
  const retryAfterMs = askedPauseMs(error.headers?.['retry-after'], Date.now());
  return retryAfterMs === null ? {} : { retryAfterMs };
}

/** What passes by itself: time-outs, locks, a connection that another server should have had, a service behind Stripe. */
const passing: ReadonlySet<number> = new Set([408, 409, 421, 424, 425, 499]);

/** Stripe says with it that a retry may succeed, whatever the status: https://docs.stripe.com/error-low-level. */
const mayPass = (error: ApiError): boolean => error.headers?.['stripe-should-retry'] === 'true';

/** Stripe is away, or an object is locked. Null if the answer says something else. */
function awayOf(error: ApiError, status: number): SyncError | null {
  const message = `Stripe answered ${status}.`;
  const options = { cause: error, ...pauseOf(error) };
  // A pause that is asked for is for Stripe's sake: a smaller page would not be answered either.
  if (status >= 500 && options.retryAfterMs === undefined)
    return new UnfinishedAnswer('provider_unavailable', message, options);
  if (status >= 500 || passing.has(status) || mayPass(error))
    return new SyncError('provider_unavailable', message, options);
  if (error.code !== withoutEnvelope) return null;
  // It says nothing of the key, nor of what is there.
  const what = `Stripe's answer is not in Stripe's form (status ${status}): a proxy in between may have given it.`;
  return new UnfinishedAnswer('provider_invalid_response', what, { cause: error });
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
  if (status === 429) return rateLimited(error);
  const away = status >= 400 ? awayOf(error, status) : null;
  if (away !== null) return away;
  if (error instanceof errors.StripeAuthenticationError || status === 401) {
    return new SyncError(
      'provider_unauthorized',
      'Stripe does not accept this API key: it is wrong, was revoked or has expired.',
      { cause: error },
    );
  }
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
      const { late, cause } = detail;
      if (isTooLarge(cause)) return new AnswerTooLarge('Stripe', { cause: error });
      const what = late ? 'Stripe took too long to answer.' : "Stripe's answer ended too early.";
      return new UnfinishedAnswer('provider_unavailable', what, { cause: error, late });
    }
    return new SyncError('provider_unavailable', 'Stripe could not be reached.', { cause: error });
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

/** A path that Stripe has, but not for this account. */
const unknownPath = /Unrecognized request URL/;

/** Whether the answer to a list says that the account has none of it: the product is not switched on. */
export function saysNotSwitchedOn(error: unknown, { notSwitchedOn, mapping }: StripeEntity): boolean {
  if (!(error instanceof SyncError)) return false;
  const { code, message } = error;
  if (code !== 'provider_rejected' && code !== 'provider_forbidden') return false;
  // Every account has the standard entities: without their lists it is not Stripe that answers.
  const mayBeUnknown = !standardEntityTypes.includes(mapping.entityType);
  return notSwitchedOn?.test(message) === true || (mayBeUnknown && unknownPath.test(message));
}

/** Whether the answer to reading one object says that it is gone. A 400 may be about another object that the request names. */
export const saysGone = (error: unknown): boolean =>
  error instanceof SyncError &&
  error.code === 'provider_not_found' &&
  error.cause instanceof Stripe.errors.StripeError &&
  error.cause.statusCode === 404;
