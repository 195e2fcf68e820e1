import type { EnvironmentReader } from '../environment/reader.ts';
import { flag, fraction, integer, optional, text, webBase } from '../environment/values.ts';
import { variable, type ValuesOf } from '../environment/variable.ts';

/** A worker's slots of Temporal. The API reads them too, to say how many workers are wanted. */
export interface WorkerSlots {
  readonly minSlices: number;
  readonly maxSlices: number;
  readonly drains: number;
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
  "Slices of sessions that a worker runs at once, whatever the machine's load. The API reads it to say how many workers are wanted.",
);
const maxSlices = variable(
  'MAX_CONCURRENT_ACTIVITIES',
  integer(400, 1, 10_000),
  'Slices that a worker runs at once while the machine has processor and memory to spare.',
);
const drains = variable(
  'MAX_CONCURRENT_DRAINS',
  integer(200, 1, 10_000),
  'Workspaces whose webhooks a worker applies at once, beside the slices. The API reads it to say how many workers are wanted.',
);
const deliveries = variable(
  'MAX_CONCURRENT_DELIVERIES',
  integer(50, 1, 10_000),
  'Endpoints of the platform and of workspaces to which a worker sends webhooks at once, beside all else.',
);
const loopbackReceivers = variable(
  'LOOPBACK_WEBHOOK_ENDPOINTS',
  flag,
  'Whether webhooks may be sent to this machine, also by http. For development only.',
);
const workflowBundle = variable(
  'WORKFLOW_BUNDLE',
  optional(text),
  `A file that \`node src/processes/bundle-workflows.ts > file\` made of the same sources, as the image does. Without it a worker
bundles its workflows when it starts, which takes some seconds of a processor.`,
);
const retention = {
  webhookDays: variable(
    'WEBHOOK_RETENTION_DAYS',
    // At least as long as a provider retries the delivery of an event: three days are usual.
    integer(35, 4, 400),
    'Days for which an applied event is kept, and a webhook that was sent.',
  ),
  syncEventDays: variable(
    'PAYMENT_SYNC_EVENT_RETENTION_DAYS',
    integer(90, 1, 3650),
    "Days for which the journal of a session's work is kept.",
  ),
  purgeDays: variable(
    'WORKSPACE_PURGE_AFTER_DAYS',
    integer(30, 0, 3650),
    `Days for which the rows of a deleted workspace are kept, and then deleted for good, except its audit log. Its credentials and
secrets are forgotten at once.`,
  ),
};

export type Retention = ValuesOf<typeof retention>;

export const readMerchantShare = (reader: EnvironmentReader): number => reader.read(merchantShare);

export const readMaxConcurrentSyncs = (reader: EnvironmentReader): number => reader.read(maxSyncs);

const publicBaseUrl = variable(
  'PUBLIC_BASE_URL',
  optional(webBase('https://sync.example.com')),
  'Needed to remove the webhook endpoints of a deleted workspace, if the API that deleted it died.',
);

/** No endpoint is at an empty address: without the variable, none is removed. */
export const readPublicBaseUrl = (reader: EnvironmentReader): string => reader.read(publicBaseUrl) ?? '';

export const readRetention = (reader: EnvironmentReader): Retention => reader.readAll(retention);

export const readMaxConcurrentDeliveries = (reader: EnvironmentReader): number => reader.read(deliveries);

export const readLoopbackReceivers = (reader: EnvironmentReader): boolean =>
  reader.read(loopbackReceivers) ?? false;

export const readWorkflowBundle = (reader: EnvironmentReader): string | undefined =>
  reader.read(workflowBundle);

export function readSlots(reader: EnvironmentReader): WorkerSlots {
  const min = reader.read(minSlices);
  const max = reader.read(maxSlices);
  return { minSlices: Math.min(min, max), maxSlices: max, drains: reader.read(drains) };
}
