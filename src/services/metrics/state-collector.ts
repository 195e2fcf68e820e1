import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiMetrics, State } from '../../telemetry/metrics/api-metrics.ts';
import type { TaskQueueLoad } from '../../temporal/task-queue-load.ts';
import { readCapacity, type SlotsOfWorker } from '../capacity/read-capacity.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Overview } from '../status/overview.ts';
import { collectDatabaseState } from './collect-state.ts';

/** How long all who scrape share what was read. */
const sharedMs = 10_000;
/** Migrations come with releases. */
const migrationsMs = 300_000;
/** A scrape has ten seconds; what is not there by then is missing in it. */
const partMs = 4_000;

type Part = 'database' | 'temporal' | 'capacity';

export interface CollectorDeps extends Pick<ServiceDeps, 'db' | 'kms' | 'gateway' | 'log'> {
  readonly metrics: ApiMetrics;
  readonly slots: SlotsOfWorker;
  /** The migrations that the database lacks. */
  readonly pendingMigrations: () => Promise<readonly string[]>;
}

/** Reads the state of the service for its gauges, at most every ten seconds, each part whether or not the other fails. */
export class StateCollector {
  readonly #deps: CollectorDeps;
  readonly #overview: Overview;
  #look: { readonly at: number; readonly done: Promise<void> } | undefined;
  #migrations: { readonly at: number; readonly missing: number } | undefined;

  constructor(deps: CollectorDeps, overview: Overview) {
    this.#deps = deps;
    this.#overview = overview;
  }

  /** Resolves once the gauges say what was read less than ten seconds ago. Never rejects. */
  async refresh(): Promise<void> {
    const now = performance.now();
    if (this.#look === undefined || now - this.#look.at >= sharedMs)
      this.#look = { at: now, done: this.#collect() };
    await this.#look.done;
  }

  async #collect(): Promise<void> {
    const { db, gateway, metrics } = this.#deps;
    const loads = gateway.taskQueueLoads();
    const [database, temporal, capacity, postgresUp, temporalUp] = await Promise.all([
      this.#timed('database', () => this.#databaseState()),
      this.#timed('temporal', async () => queueState(await loads)),
      this.#timed('capacity', () => this.#capacityState(loads)),
      answers(() => db.ping()),
      answers(() => gateway.reachable()),
    ]);
    metrics.setState({
      ...database.state,
      ...temporal.state,
      ...capacity.state,
      dependencyUp: [
        { labels: { dependency: 'postgres' }, value: Number(postgresUp) },
        { labels: { dependency: 'temporal' }, value: Number(temporalUp) },
      ],
      collectorDuration: [database.took, temporal.took, capacity.took],
    });
  }

  async #timed(part: Part, read: () => Promise<State>) {
    const { metrics, log } = this.#deps;
    const startedAt = performance.now();
    const state = await within(read()).catch((err: unknown): State => {
      metrics.collectorErrors({ part }, 1);
      log.warn({ err, part }, 'the state was not read for metrics');
      return {};
    });
    return { state, took: { labels: { part }, value: (performance.now() - startedAt) / 1000 } };
  }

  async #databaseState(): Promise<State> {
    const { metrics } = this.#deps;
    const state = await collectDatabaseState(this.#deps, this.#overview, metrics.workspaceLabel);
    return { ...state, migrationsMissing: [{ labels: {}, value: await this.#missingMigrations() }] };
  }

  async #missingMigrations(): Promise<number> {
    const now = performance.now();
    if (this.#migrations === undefined || now - this.#migrations.at >= migrationsMs)
      this.#migrations = { at: now, missing: (await this.#deps.pendingMigrations()).length };
    return this.#migrations.missing;
  }

  async #capacityState(loads: Promise<readonly TaskQueueLoad[]>): Promise<State> {
    const { workers, wanted, queues } = await readCapacity(this.#deps, loads);
    return {
      workers: [{ labels: {}, value: workers }],
      workersWanted: [{ labels: {}, value: wanted }],
      taskQueueRunning: queues.flatMap(({ queue, running }) =>
        running === null ? [] : [{ labels: { queue }, value: running }],
      ),
    };
  }
}

function queueState(loads: readonly TaskQueueLoad[]): State {
  const now = Date.now();
  const each = (read: (load: TaskQueueLoad) => number) =>
    loads.map((load) => ({ labels: { queue: load.queue }, value: read(load) }));
  return {
    taskQueuePollers: each(({ pollers }) => pollers),
    taskQueueBacklog: each(({ backlog }) => backlog),
    taskQueueAge: each(({ oldestMs }) => (now - oldestMs) / 1000),
  };
}

async function within<T>(work: Promise<T>): Promise<T> {
  const late = new AbortController();
  try {
    return await Promise.race([
      work,
      sleep(partMs, undefined, { signal: late.signal }).then(() =>
        Promise.reject(new Error(`No answer within ${partMs} ms.`)),
      ),
    ]);
  } finally {
    late.abort();
  }
}

const answers = (ask: () => Promise<void>): Promise<boolean> =>
  within(ask()).then(
    () => true,
    () => false,
  );
