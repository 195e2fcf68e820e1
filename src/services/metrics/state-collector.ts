import type { ApiMetrics, State } from '../../telemetry/metrics/api-metrics.ts';
import type { TaskQueueLoad } from '../../temporal/task-queue-load.ts';
import { readCapacity, type SlotsOfWorker } from '../capacity/read-capacity.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Overview } from '../status/overview.ts';
import { askedOnceIn } from '../asked-once.ts';
import { within } from '../within.ts';
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
  readonly #missingMigrations: () => Promise<number>;
  /** Resolves once the gauges say what was read less than ten seconds ago. Never rejects. */
  readonly refresh: () => Promise<void>;

  constructor(deps: CollectorDeps, overview: Overview) {
    this.#deps = deps;
    this.#overview = overview;
    this.#missingMigrations = askedOnceIn(migrationsMs, async () => (await deps.pendingMigrations()).length);
    this.refresh = askedOnceIn(sharedMs, () => this.#collect());
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
    const state = await within(partMs, read()).catch((err: unknown): State => {
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

const answers = (ask: () => Promise<void>): Promise<boolean> =>
  within(partMs, ask()).then(
    () => true,
    () => false,
  );
