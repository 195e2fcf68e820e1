import type { WorkerOptions } from '@temporalio/worker';
import { ObjectSizes, type ListingSlots } from '../activities/listing/listing-slots.ts';
import { FairSlots } from '../domain/fair-slots.ts';
import type { WorkerSlots } from '../config/worker.ts';

/** Above this part of its processors or memory the machine counts as full: more slices would only slow the others. */
const target = { targetCpuUsage: 0.85, targetMemoryUsage: 0.8 };

/** The number of pollers follows the backlog: a queue of thousands needs more than the few that suffice at night. */
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

/** Slots for receivers, each of which holds one for some seconds. */
export const deliverySlots = (atOnce: number) =>
  ({
    maxConcurrentActivityTaskExecutions: atOnce,
    activityTaskPollerBehavior: pollers,
  }) satisfies Partial<WorkerOptions>;

/** Of ordinary objects a page takes one (40 to 400 kB), of larger ones several: they bound the memory, and keep a slow provider busy. */
const maxPages = 128;
/**
 * The part of the connections that write pages. Three at once keep two processors of Postgres busy; six were no faster, and
 * a small workspace beside a large one took 2.7 times its time alone instead of 1.6.
 */
const writersShare = 0.3;

export const listingSlots = (connections: number): ListingSlots => ({
  pages: new FairSlots(maxPages),
  objectSizes: new ObjectSizes(),
  writes: new FairSlots(Math.max(1, Math.floor(connections * writersShare))),
});
