import { setFlagsFromString } from 'node:v8';
import { NativeConnection, Worker } from '@temporalio/worker';
import { allEnded } from './activities/all-ended.ts';
import { createActivities } from './activities/create-activities.ts';
import type { ActivityDependencies } from './activities/dependencies.ts';
import { FairSlots, type ListingSlots } from './activities/listing/fair-slots.ts';
import { createScheduleActivities } from './activities/sessions/start-scheduled-sync.ts';
import { bundleWorkflows } from './processes/bundle-workflows.ts';
import { readWorkerConfig, type WorkerConfig } from './config/config.ts';
import type { DrainInbox } from './contracts/activities.ts';
import { sweepId, sweepType, type SweepInput } from './contracts/sweep.ts';
import { drainTaskQueue } from './contracts/workspace-sync.ts';
import { openDatabase } from './db/database.ts';
import { openProviders } from './providers/registry.ts';
import { readConfigOrExit } from './processes/read-config-or-exit.ts';
import { requireSchema } from './processes/require-schema.ts';
import { repairSchedule } from './services/schedules/repair-schedule.ts';
import { repairSchedules } from './services/schedules/repair-schedules.ts';
import { createKeyring } from './security/keyring.ts';
import { createLog } from './telemetry/log.ts';
import { installTemporalRuntime } from './telemetry/temporal-runtime.ts';
import { connectTemporal } from './temporal/connect.ts';
import { openGateway } from './temporal/gateway.ts';
import { openSchedules } from './temporal/schedules.ts';
import { ensureSearchAttributes } from './temporal/search-attributes.ts';
import { startOrBusy } from './temporal/start-or-busy.ts';
import { drainSlots, sliceSlots } from './processes/worker-slots.ts';

const sweepEverySeconds = 15;

export interface RunningWorker {
  /** Rejects when the worker fails; resolves after `stop`. */
  readonly ended: Promise<void>;
  /** Lets what runs finish its slice, and closes all connections. */
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
  await requireSchema(config.database.url, log, stopping.signal, () => shutDown(workers));
  const temporal = connectTemporal(config.temporal);
  const db = openDatabase({
    url: config.database.url,
    maxConnections: config.database.maxConnections,
    applicationName: 'workspace-payment-sync worker',
    genericPlans: true,
    onIdleError: (err) => log.warn({ err }, 'an idle database connection ended'),
  });
  const gateway = openGateway({ client: temporal.client, taskQueue });
  const schedules = openSchedules({ client: temporal.client, taskQueue });
  const deps: ActivityDependencies = {
    db,
    providers: openProviders(config.providers),
    keyring: createKeyring(config.credentialKeys),
    slots: listingSlots(config.database.maxConnections),
    merchantShare: config.merchantShare,
    maxConcurrentSyncs: config.maxConcurrentSyncs,
    retention: config.retention,
  };
  const attributes = await ensureSearchAttributes(temporal.connection, namespace);
  if (attributes.state === 'refused') {
    log.warn(
      { wanted: attributes.wanted },
      'Temporal refuses to make search attributes: make them by hand, all of type Keyword',
    );
  }
  const connection = await NativeConnection.connect({
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
  });
  const activities = createActivities(deps, {
    describeRun: (workflowId, runId) => gateway.describe(workflowId, runId),
    askProgress: (connection) => gateway.progress(connection),
    wakeWorkflow: (connection) => gateway.wake(connection),
    tellAdmitted: (connection) => gateway.tellAdmitted(connection),
  });
  const shared = { connection, namespace, shutdownGraceTime: '25s' } as const;
  const syncs = await Worker.create({
    ...shared,
    ...sliceSlots(config.slots),
    taskQueue,
    workflowBundle: await bundleWorkflows(),
    activities: {
      ...activities,
      ...createScheduleActivities(deps, {
        startSession: (request) => startOrBusy(gateway, request),
        repairSchedule: (connection) => repairSchedule({ db, schedules }, connection),
      }),
    },
  });
  const drains = await Worker.create({
    ...shared,
    ...drainSlots(config.slots),
    taskQueue: drainTaskQueue(taskQueue),
    activities: { drainInbox: (input: DrainInbox) => activities.drainInbox(input) },
  });
  workers.push(syncs, drains);
  await temporal.client.workflow.start(sweepType, {
    workflowId: sweepId(taskQueue),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [{ everySeconds: sweepEverySeconds } satisfies SweepInput],
    staticSummary: 'Looks after what a crash left behind, over all workspaces',
  });
  void repairSchedules({ db, schedules, log }, stopping.signal);
  const ended = runThenClose(workers, () => {
    stopping.abort();
    return [db.close(), temporal.connection.close(), connection.close()];
  });
  log.info({ taskQueue, namespace }, 'worker polling');
  return {
    ended,
    stop: async () => {
      shutDown(workers);
      await ended;
    },
  };
}

/** A page is 100 objects, 40 to 400 kB: so many bound the memory, and keep a slow provider busy. */
const pagesAtOnce = 128;
/**
 * The part of the connections that write pages. Three at once keep two processors of Postgres busy; six were no faster, and
 * a small workspace beside a large one took 2.7 times its time alone instead of 1.6.
 */
const writersShare = 0.3;

const listingSlots = (connections: number): ListingSlots => ({
  pages: new FairSlots(pagesAtOnce),
  writes: new FairSlots(Math.max(1, Math.floor(connections * writersShare))),
});

function shutDown(workers: readonly Worker[]): void {
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** Where one of them fails the others end too: half a worker would look like a whole one. */
async function runThenClose(workers: readonly Worker[], close: () => Promise<void>[]): Promise<void> {
  const run = async (worker: Worker): Promise<void> => {
    try {
      await worker.run();
    } finally {
      shutDown(workers);
    }
  };
  try {
    await allEnded(workers.map(run));
  } finally {
    await Promise.allSettled(close());
  }
}

/**
 * By how much the heap may grow past what lives before it is collected, in percent. V8 takes up to 300 while the machine
 * has memory, so a worker would grow with what has passed through it: 618 MiB after a million objects.
 */
const heapGrowing = '--heap-growing-percent=60';

async function main(): Promise<void> {
  setFlagsFromString(heapGrowing);
  const config = readConfigOrExit(readWorkerConfig);
  const log = createLog({ ...config.log, name: 'worker' });
  try {
    installTemporalRuntime(log, config.metrics);
    // Temporal's runtime ends its workers gracefully on SIGINT and SIGTERM by itself.
    const { ended } = await startWorker(config, log);
    await ended;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

if (import.meta.main) await main();
