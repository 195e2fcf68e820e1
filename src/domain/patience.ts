import type { SyncErrorCode } from './sync-error.ts';

const providerPatienceMs = 6 * 60 * 60 * 1000;
/** A provider that is there and answers what cannot be true has a fault that does not pass by itself. */
const nonsensePatienceMs = 45_000;

/** How long a session waits for a provider before it fails; it resumes from where it was. */
export const patienceWith = (code: SyncErrorCode): number =>
  code === 'provider_invalid_response' ? nonsensePatienceMs : providerPatienceMs;

const initialWaitMs = 1_000;
const maxWaitMs = 30_000;

/** Half of a pause to all of it, by chance, so that requests that were refused together do not return together. */
export const jittered = (ms: number): number => ms * (0.5 + Math.random() / 2);

/** Milliseconds until the next try after `failures` tries in a row that achieved nothing, or what the provider asked for. */
export function waitAfter(failures: number, askedMs = 0): number {
  return Math.max(askedMs, Math.min(maxWaitMs, initialWaitMs * 2 ** Math.min(failures - 1, 10)));
}

const initialSliceMs = 3_000;
const maxSliceMs = 20_000;

/**
 * How long an activity pulls before it gives its slot back: short at first, so that a person sees progress, and never so
 * long that another workspace waits for it.
 */
export const sliceMs = (slicesDone: number): number => Math.min(maxSliceMs, initialSliceMs * 2 ** slicesDone);

/** How long one drain of an inbox takes batches while events keep coming. */
export const drainSliceMs = 30_000;
/** The same while another activity uses the account, or may begin to: the next drain may have another part of its pace. */
export const shortDrainSliceMs = 5_000;
/** How long a drain stays after the last event, so that under load not every event needs a wake-up. */
export const drainLingerMs = 1_000;
/** How long a run that only drains webhooks waits for more before it ends. */
export const webhookIdleMs = 60_000;

const minPollMs = 30_000;
const maxPollMs = 5 * 60_000;

/**
 * After how many milliseconds a session that has waited for `waitedMs` asks for admission by itself. A signal normally
 * tells it. Polling covers a lost signal, and is rare enough for a wait of days.
 */
export const pollAdmissionAfter = (waitedMs: number): number =>
  Math.min(maxPollMs, Math.max(minPollMs, waitedMs / 4));

/** By how much the next slice tries to raise a rate that was lowered. */
const raise = 1.25;

export const raisedRate = (reported: number, ceiling: number): number => Math.min(ceiling, reported * raise);
