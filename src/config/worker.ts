import type { EnvironmentReader } from './reader.ts';
import { fraction, integer } from './values.ts';
import { variable } from './variable.ts';

/** A worker's slots of Temporal. */
export interface WorkerSlots {
  readonly minSlices: number;
  readonly maxSlices: number;
  readonly drains: number;
}

/** In days. */
export interface Retention {
  readonly webhookDays: number;
  readonly syncEventDays: number;
}

const merchantShare = variable(
  'MERCHANT_RATE_SHARE',
  fraction(0.2),
  "The part of each account's rate limit that is left to the merchant's own traffic.",
);
const maxSyncs = variable(
  'MAX_CONCURRENT_SYNCS',
  integer(200, 1, 100_000),
  `Full and incremental sessions that run at once, over all workers and workspaces of the database; others wait for
admission. Set the same for every worker.`,
);
const minSlices = variable(
  'MIN_CONCURRENT_ACTIVITIES',
  integer(100, 1, 10_000),
  "Slices of sessions that a worker runs at once, whatever the machine's load.",
);
const maxSlices = variable(
  'MAX_CONCURRENT_ACTIVITIES',
  integer(400, 1, 10_000),
  'Slices that a worker runs at once while the machine has processor and memory to spare.',
);
const drains = variable(
  'MAX_CONCURRENT_DRAINS',
  integer(200, 1, 10_000),
  'Workspaces whose webhooks a worker applies at once, beside the slices.',
);
const webhookDays = variable(
  'WEBHOOK_RETENTION_DAYS',
  // At least as long as Stripe delivers an event again and again: three days.
  integer(35, 4, 400),
  'Days for which an applied event is kept.',
);
const syncEventDays = variable(
  'PAYMENT_SYNC_EVENT_RETENTION_DAYS',
  integer(90, 1, 3650),
  "Days for which the journal of a session's work is kept.",
);

export const readMerchantShare = (reader: EnvironmentReader): number => reader.read(merchantShare);

export const readMaxConcurrentSyncs = (reader: EnvironmentReader): number => reader.read(maxSyncs);

export const readRetention = (reader: EnvironmentReader): Retention => ({
  webhookDays: reader.read(webhookDays),
  syncEventDays: reader.read(syncEventDays),
});

export function readSlots(reader: EnvironmentReader): WorkerSlots {
  const min = reader.read(minSlices);
  const max = reader.read(maxSlices);
  return { minSlices: Math.min(min, max), maxSlices: max, drains: reader.read(drains) };
}
