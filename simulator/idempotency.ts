import type { Clock } from './clock.ts';
import { StripeError } from './http/stripe-error.ts';

export interface Replay {
  status: number;
  json: string;
  requestId: string;
}

const KEPT_SECONDS = 86_400;

/** Answers to POSTs by their Idempotency-Key, kept for a day: https://docs.stripe.com/api/idempotent_requests. */
export class IdempotencyKeys {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { fingerprint: string; at: number; answer: Replay }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The first answer to this very request, if there was one; throws Stripe's 400 when the key was another request's. */
  find(key: string, fingerprint: string): Replay | undefined {
    const known = this.#kept.get(key);
    if (!known || known.at < this.#clock.seconds() - KEPT_SECONDS) return undefined;
    if (known.fingerprint === fingerprint) return known.answer;
    throw new StripeError(400, {
      type: 'idempotency_error',
      message:
        'Keys for idempotent requests can only be used with the same parameters they were first used with. ' +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }

  keep(key: string, fingerprint: string, answer: Replay): void {
    const now = this.#clock.seconds();
    for (const [old, { at }] of this.#kept) {
      if (at >= now - KEPT_SECONDS) break;
      this.#kept.delete(old);
    }
    this.#kept.set(key, { fingerprint, at: now, answer });
  }
}
