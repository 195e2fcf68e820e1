import type { WorkerOptions } from '@temporalio/worker';
import type { WorkerSlots } from '../config/worker.ts';

/** Past this part of its processors or memory the machine counts as full: more slices would only slow those there are. */
const target = { targetCpuUsage: 0.85, targetMemoryUsage: 0.8 };

/** Pollers are as many as there is to fetch: a queue of thousands is not fetched by the few that suffice at night. */
const pollers = { type: 'autoscaling', minimum: 2, maximum: 20 } as const;

type Slots = Pick<WorkerOptions, 'tuner' | 'workflowTaskPollerBehavior' | 'activityTaskPollerBehavior'>;

/** Slots for slices: at least `minSlices`, and up to `maxSlices` while the machine has room for them. */
export const sliceSlots = ({ minSlices, maxSlices }: WorkerSlots): Slots => ({
  tuner: {
    workflowTaskSlotSupplier: { type: 'fixed-size', numSlots: 40 },
    activityTaskSlotSupplier: {
      type: 'resource-based',
      minimumSlots: minSlices,
      maximumSlots: maxSlices,
      rampThrottle: '50ms',
      tunerOptions: target,
    },
    // Bookkeeping: a statement or two.
    localActivityTaskSlotSupplier: { type: 'fixed-size', numSlots: 100 },
    nexusTaskSlotSupplier: { type: 'fixed-size', numSlots: 1 },
  },
  workflowTaskPollerBehavior: pollers,
  activityTaskPollerBehavior: pollers,
});

/** Slots for drains, which wait for events most of the time. */
export const drainSlots = ({ drains }: WorkerSlots) =>
  ({
    maxConcurrentActivityTaskExecutions: drains,
    activityTaskPollerBehavior: pollers,
  }) satisfies Partial<WorkerOptions>;
