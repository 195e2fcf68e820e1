const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Milliseconds between a delivery's attempts: the schedule that standardwebhooks.com proposes, a little over three days. */
export const retryDelaysMs: readonly number[] = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

/** A receiver that took nothing for so long is switched off. */
export const switchOffAfterMs = 5 * day;

/** A receiver that asks for more time gets so much at most. */
const longestRetryAfterMs = day;

/** How long nothing is sent to a receiver that takes nothing, so that it costs a request now and then. */
const holds: readonly number[] = [0, 5 * second, 30 * second, minute, 2 * minute, 5 * minute];

export interface AttemptOutcome {
  /** Null if there was no answer. */
  readonly status: number | null;
  /** As the receiver asked, in milliseconds. */
  readonly retryAfterMs: number | null;
}

/** What one attempt means for its delivery and for the receiver. */
export type Verdict = 'delivered' | 'gone' | 'again';

export function verdictOf({ status }: AttemptOutcome): Verdict {
  if (status !== null && status >= 200 && status < 300) return 'delivered';
  return status === 410 ? 'gone' : 'again';
}

/** Milliseconds until a delivery's next attempt after its `attempts`th failed; null if that was the last. */
export function nextAttemptAfterMs(
  attempts: number,
  { retryAfterMs }: AttemptOutcome,
  delays: readonly number[] = retryDelaysMs,
): number | null {
  const delay = delays[attempts - 1];
  return delay === undefined ? null : Math.max(delay, bounded(retryAfterMs));
}

/** Milliseconds for which a receiver is left alone after its `failures`th round in which it took nothing. */
export function holdAfterMs(failures: number, outcomes: readonly AttemptOutcome[]): number {
  const asked = Math.max(0, ...outcomes.map(({ retryAfterMs }) => bounded(retryAfterMs)));
  return Math.max(asked, holds[Math.min(failures, holds.length) - 1] ?? 0);
}

const bounded = (ms: number | null): number => Math.min(longestRetryAfterMs, Math.max(0, ms ?? 0));
