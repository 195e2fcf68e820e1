import { setFlagsFromString } from 'node:v8';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createActivities } from './activities/create-activities.ts';
import { OpenPaces } from './activities/account/open-paces.ts';
import { InboxWatch } from './activities/inbox/inbox-watch.ts';
import { readWorkerConfig, type WorkerConfig } from './config/config.ts';
import type { DrainInbox } from './contracts/activities.ts';
import { deliveryTaskQueue, type Receiver } from './contracts/deliveries.ts';
import { sweepId, sweepType, type SweepInput } from './contracts/sweep.ts';
import { drainTaskQueue } from './contracts/workspace-sync.ts';
import { workflowBundle } from './processes/bundle-workflows.ts';
import { nameMissingKeys } from './processes/name-missing-keys.ts';
import { openParts } from './processes/open-parts.ts';
import { gaugeWorker } from './processes/gauge-worker.ts';
import { keepTyped } from './processes/keep-typed.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { requireDatabase } from './processes/require-database.ts';
import { startTracing } from './processes/start-tracing.ts';
import { traceActivities } from './processes/trace-activities.ts';
import { runWorkers, shutDown } from './processes/run-workers.ts';
import { deliverySlots, drainSlots, listingSlots, sliceSlots } from './processes/worker-slots.ts';
import { repairSchedule } from './services/schedules/repair-schedule.ts';
import { repairSchedules } from './services/schedules/repair-schedules.ts';
import { tellLateness } from './services/status/tell-lateness.ts';
import { endWorkspace } from './services/workspaces/end-workspace.ts';
import { createLog } from './telemetry/log.ts';
import { batchedRecords } from './telemetry/metrics/batched-records.ts';
import { openWorkerMetrics } from './telemetry/metrics/worker-metrics.ts';
import { WorkspaceLabel } from './telemetry/metrics/workspace-label.ts';
import { release } from './telemetry/release.ts';
import { installTemporalRuntime } from './telemetry/temporal-runtime.ts';

const sweepEverySeconds = 15;
/** A deployment's first sweep has nothing to mend yet: what waits for its first worker comes before. */
const firstSweepAfter = '5s';
/** As the audit log names it. */
const sweepCaller = { actor: 'sweep', requestId: null, remoteAddress: null };

export interface RunningWorker {
  /** Rejects when the worker fails; resolves after `stop`. */
  readonly ended: Promise<void>;
  /** Lets the running slices finish, and closes all connections. */
  stop(): Promise<void>;
}

/** A worker on `config.temporal.taskQueue`, polling when it resolves. */
export async function startWorker(
  config: WorkerConfig,
  log = createLog({ ...config.log, name: 'worker' }),
): Promise<RunningWorker> {
  const { address, namespace, taskQueue, tls, apiKey } = config.temporal;
  const stopping = new AbortController();
  const workers: Worker[] = [];
  await requireDatabase({ url: config.database.url }, log, stopping.signal, () => shutDown(workers));
  const parts = openParts(config, log, {
    applicationName: 'workspace-payment-sync worker',
    genericPlans: true,
  });
  const { db, temporal, gateway, schedules, providers, kms, dataKeys } = parts;
  await parts.registerSearchAttributes();
  const connection = await NativeConnection.connect({
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
  });
  const workspaceLabel = new WorkspaceLabel(config.metrics.workspaceLabel, log);
  const metrics = openWorkerMetrics(Runtime.instance().metricMeter, workspaceLabel, batchedRecords());
  metrics.buildInfo(release, 1);
  metrics.admissionLimit({}, config.maxConcurrentSyncs);
  const slots = listingSlots(config.database.maxConnections);
  const paces = new OpenPaces();
  gaugeWorker(metrics, db, { slots, paces, workspaceLabel }, stopping.signal);
  const activities = createActivities({
    db,
    providers,
    dataKeys,
    workflows: {
      ...gateway,
      repairSchedule: (of) => repairSchedule({ db, schedules }, of),
      tellLateness: () => tellLateness({ db }),
      endWorkspace: (workspaceId) => endWorkspace({ ...parts, log, config }, { ...sweepCaller, workspaceId }),
    },
    slots,
    inboxWatch: new InboxWatch(db),
    paces,
    metrics,
    egress: { loopback: config.loopbackReceivers },
    merchantShare: config.merchantShare,
    maxConcurrentSyncs: config.maxConcurrentSyncs,
    retention: config.retention,
    quotas: config.quotas,
  });
  const shared = {
    connection,
    namespace,
    shutdownGraceTime: '25s',
    interceptors: { activity: [traceActivities] },
  };
  const syncs = await Worker.create({
    ...shared,
    ...sliceSlots(config.slots),
    taskQueue,
    workflowBundle: await workflowBundle(config.workflowBundle),
    activities,
  });
  const drains = await Worker.create({
    ...shared,
    ...drainSlots(config.slots),
    taskQueue: drainTaskQueue(taskQueue),
    activities: { drainInbox: (input: DrainInbox) => activities.drainInbox(input) },
  });
  const deliveries = await Worker.create({
    ...shared,
    ...deliverySlots(config.maxConcurrentDeliveries),
    taskQueue: deliveryTaskQueue(taskQueue),
    activities: { deliver: (receiver: Receiver) => activities.deliver(receiver) },
  });
  workers.push(syncs, drains, deliveries);
  await temporal.client.workflow.start(sweepType, {
    workflowId: sweepId(taskQueue),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    startDelay: firstSweepAfter,
    args: [{ everySeconds: sweepEverySeconds } satisfies SweepInput],
    staticSummary: 'Mends what a crash left behind, over all workspaces',
  });
  void repairSchedules({ db, schedules, log }, stopping.signal);
  void nameMissingKeys(db, kms, log);
  void keepTyped({ db, providers, log }, stopping.signal);
  const run = async () => {
    try {
      await runWorkers(workers);
    } finally {
      stopping.abort();
      await Promise.allSettled([parts.close(), connection.close()]);
    }
  };
  const ended = run();
  log.info({ taskQueue, namespace }, 'worker polling');
  return {
    ended,
    stop: async () => {
      shutDown(workers);
      await ended;
    },
  };
}

/**
 * The percentage by which the heap may grow above its live objects before it is collected. V8 takes up to 300 while the
 * machine has memory, so a worker would grow with the objects that have passed through it: 618 MiB after a million.
 */
const heapGrowing = '--heap-growing-percent=60';

async function main(): Promise<void> {
  setFlagsFromString(heapGrowing);
  const config = readConfigOrExit(readWorkerConfig);
  const log = createLog({ ...config.log, name: 'worker' });
  try {
    installTemporalRuntime(log, config.metrics);
    const endTracing = await startTracing('worker', config.tracing);
    // Temporal's runtime ends its workers gracefully on SIGINT and SIGTERM by itself.
    const { ended } = await startWorker(config, log);
    try {
      await ended;
    } finally {
      await endTracing();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

if (import.meta.main) await main();
