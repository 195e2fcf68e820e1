/** How long a session waits for a provider that cannot be reached before it fails; it resumes from where it was. */
export const providerPatienceMs = 6 * 60 * 60 * 1000;

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** Milliseconds until the next try after `failures` tries in a row that achieved nothing, or what the provider asked for. */
export function waitAfter(failures: number, askedMs = 0): number {
  return Math.max(askedMs, Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures - 1, 10)));
}

const firstSliceMs = 3_000;
const longestSliceMs = 20_000;

/**
 * How long an activity pulls before it gives its slot back: short at first, so that a person sees progress, and never so
 * long that another workspace waits for it.
 */
export const sliceMs = (slicesDone: number): number =>
  Math.min(longestSliceMs, firstSliceMs * 2 ** slicesDone);

/** How long one drain of an inbox takes batches while events keep coming. */
export const drainSliceMs = 30_000;
/** How long a drain stays after the last event: under load a workspace is then never woken for each. */
export const drainLingerMs = 1_000;
/** How long a run that only drains webhooks waits for more before it ends. */
export const webhookIdleMs = 60_000;

const firstAskMs = 30_000;
const longestAskMs = 5 * 60_000;

/**
 * After how many milliseconds a session that has waited for `waitedMs` asks by itself whether it may begin. It is told
 * when it may: asking is for the time when that is lost, and few enough for a wait of days.
 */
export const askAgainAfter = (waitedMs: number): number =>
  Math.min(longestAskMs, Math.max(firstAskMs, waitedMs / 4));

/** The part of a lowered rate by which it is tried higher in the next slice. */
const raise = 1.25;

export const raisedRate = (reported: number, ceiling: number): number => Math.min(ceiling, reported * raise);
