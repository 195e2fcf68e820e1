/** How an account's events reach its webhook endpoints. Shares are between 0 and 1, of the deliveries of an endpoint. */
export interface DeliveriesSpec {
  /** While false nothing is sent: events wait, and all go out at once when it is true again. */
  enabled?: boolean;
  /** Most requests at the same time to one endpoint; 32 by default. */
  concurrency?: number;
  /** Real milliseconds in which an endpoint has to answer; 30,000 by default (Stripe publishes no figure). */
  timeoutMs?: number;
  /** Never sent, although the event is in the list of events. */
  lost?: number;
  /** Sent twice, whatever the endpoint answers to the first. */
  doubled?: number;
  /** Sent up to `maxMs` after the event. */
  late?: { share: number; maxMs: number };
  /** Events of the same `SHUFFLE_MS` go out in any order. They are never promised to arrive in order. */
  shuffled?: boolean;
  retry?: RetrySpec;
}

/** Retries after anything but a 2xx, in milliseconds of the simulator's clock. Stripe publishes "exponential", "3 days". */
export interface RetrySpec {
  /** Until the first retry; 5 minutes by default. */
  firstMs?: number;
  /** Each wait is this many times the one before (default 4) … */
  factor?: number;
  /** … but no longer than this; 12 hours by default. */
  maxMs?: number;
  /** No attempt later than this after the first; 3 days by default. */
  forMs?: number;
  /** Instead of the four above: the wait after each failed attempt; after the last of them it is given up. */
  waitsMs?: readonly number[];
  /** All of these times are multiplied by this: with 0.0001 the three days are 26 seconds. */
  scale?: number;
}

export const SHUFFLE_MS = 100;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Retry = Required<Omit<RetrySpec, 'waitsMs'>> & Pick<RetrySpec, 'waitsMs'>;

const RETRY: Retry = {
  firstMs: 5 * MINUTE,
  factor: 4,
  maxMs: 12 * HOUR,
  forMs: 72 * HOUR,
  scale: 1,
};

/** A spec with every value set. */
export type Knobs = Required<Omit<DeliveriesSpec, 'retry'>> & { retry: Retry };

export const DEFAULT_KNOBS: Knobs = {
  enabled: true,
  concurrency: 32,
  timeoutMs: 30_000,
  lost: 0,
  doubled: 0,
  late: { share: 0, maxMs: 0 },
  shuffled: false,
  retry: RETRY,
};

/** `knobs` with the values that `spec` names, `retry` field by field. Throws for a value out of range. */
export function withKnobs(knobs: Knobs, spec: DeliveriesSpec): Knobs {
  const after = { ...knobs, ...spec, retry: { ...knobs.retry, ...spec.retry } };
  for (const [name, share] of Object.entries({
    lost: after.lost,
    doubled: after.doubled,
    'late.share': after.late.share,
  }))
    if (!(share >= 0 && share <= 1))
      throw new Error(`deliveries.${name} is a share between 0 and 1, not ${share}.`);
  if (!(after.concurrency >= 1))
    throw new Error(`deliveries.concurrency is at least 1, not ${after.concurrency}.`);
  return after;
}

/**
 * Milliseconds from failed attempt number `attempts` (counted from 1) to the next, by the simulator's clock; undefined if none
 * follows. `spent`: since the first attempt.
 */
export function backoff(retry: Retry, attempts: number, spent: number): number | undefined {
  const { waitsMs } = retry;
  if (waitsMs !== undefined) {
    const wait = waitsMs[attempts - 1];
    return wait === undefined ? undefined : wait * retry.scale;
  }
  const wait = Math.min(retry.maxMs, retry.firstMs * retry.factor ** (attempts - 1)) * retry.scale;
  return spent + wait > retry.forMs * retry.scale ? undefined : wait;
}
