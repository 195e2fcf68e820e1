import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '../percentile.ts';
import { cpuSeconds, familyCpuSeconds } from '../process-use.ts';
import type { Stage } from '../stage.ts';
import { startSignalled } from '../signalled-process.ts';
import { objectId, type Mix, type Templates } from './events.ts';
import type { WebhookPlan, WebhookResult } from './plan.ts';
import type { Receiver } from './receivers.ts';

export interface WebhookLoad {
  readonly mix: Mix;
  readonly events: number;
  readonly concurrency: number;
  readonly perSecond?: number;
}

export interface WebhookOutcome {
  readonly events: number;
  readonly acknowledgedPerSecond: number;
  /** Milliseconds to the acknowledgement. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Milliseconds from sending an event to the commit of its row. */
  readonly toRowP50: number;
  readonly toRowP95: number;
  readonly toRowMax: number;
  /** Rows by the time from the first event to the last row's commit. */
  readonly rowsPerSecond: number;
  /** Seconds. */
  readonly apiCpu: number;
  readonly workerCpu: number;
  readonly loadCpu: number;
  /** Until the last row is there. */
  readonly postgresCpu: number;
  /** Answers other than 2xx, by status. */
  readonly refused: Readonly<Record<string, number>>;
  /** Acknowledged events whose object has no row. */
  readonly lost: readonly string[];
}

const patienceMs = 120_000;

/** Posts events to a receiver, waits until all rows are there, and looks for each of them. */
export async function runWebhooks(
  stage: Stage,
  database: string,
  receiver: Receiver,
  templates: Templates,
  load: WebhookLoad,
): Promise<WebhookOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const plan: WebhookPlan = {
    ...load,
    targets: receiver.targets,
    templates,
    run: `b${randomUUID().slice(0, 8)}`,
    resultFile: join(folder, 'result.json'),
  };
  const planFile = join(folder, 'plan.json');
  await writeFile(planFile, JSON.stringify(plan));
  const generator = await startSignalled({ file: 'bench/webhooks/load.ts', args: [planFile] });
  try {
    const use = () => ({
      api: cpuSeconds(receiver.apiPid),
      worker: receiver.workerPid === undefined ? 0 : cpuSeconds(receiver.workerPid),
      postgres: familyCpuSeconds(stage.postgres.pid),
    });
    const before = use();
    await generator.go();
    const { api } = use();
    const result = JSON.parse(await readFile(plan.resultFile, 'utf8')) as WebhookResult;
    const committed = await rowsOf(stage, database, receiver, plan, acknowledged(result).length);
    const after = use();
    const cpu = {
      apiCpu: api - before.api,
      workerCpu: after.worker - before.worker,
      postgresCpu: after.postgres - before.postgres,
      loadCpu: result.cpuSeconds,
    };
    return outcomeOf(plan, result, committed, cpu);
  } finally {
    await generator.stop();
    await rm(folder, { recursive: true });
  }
}

const acknowledged = ({ statuses }: WebhookResult): number[] =>
  statuses.flatMap((status, i) => (status >= 200 && status < 300 ? [i] : []));

/** When each object's row was committed, in milliseconds since 1970; waits until all are there or nothing comes any more. */
async function rowsOf(
  stage: Stage,
  database: string,
  { tables }: Receiver,
  { run }: WebhookPlan,
  wanted: number,
): Promise<Map<string, number>> {
  const id = tables.customers.startsWith('public.') ? 'external_id' : 'id';
  const each = Object.values(tables).map(
    (name) =>
      `select ${id} as id, extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as at from ${name}
       where ${id} like '%\\_${run}%'`,
  );
  const counted = `select count(*)::int as rows from (${each.join(' union all ')}) as found`;
  for (let last = -1, since = Date.now(); Date.now() - since < patienceMs;) {
    const [row] = await stage.query<{ rows: number }>(database, counted);
    if (row!.rows >= wanted) break;
    if (row!.rows > last) [last, since] = [row!.rows, Date.now()];
    await sleep(250);
  }
  const rows = await stage.query<{ id: string; at: string }>(database, each.join(' union all '));
  return new Map(rows.map(({ id: found, at }) => [found, Number(at)]));
}

function outcomeOf(
  { run, mix }: WebhookPlan,
  result: WebhookResult,
  committed: ReadonlyMap<string, number>,
  cpu: Pick<WebhookOutcome, 'apiCpu' | 'workerCpu' | 'postgresCpu' | 'loadCpu'>,
): WebhookOutcome {
  const taken = acknowledged(result);
  const rowAt = (i: number) => committed.get(objectId(run, mix, i));
  const lost = taken.filter((i) => rowAt(i) === undefined).map((i) => objectId(run, mix, i));
  const toRow = taken.flatMap((i) => {
    const at = rowAt(i);
    return at === undefined ? [] : [at - result.sentAt[i]!];
  });
  const refused: Record<string, number> = {};
  for (const status of result.statuses)
    if (status < 200 || status > 299) refused[status] = (refused[status] ?? 0) + 1;
  const rowSeconds = (Math.max(...committed.values()) - Math.min(...result.sentAt)) / 1_000;
  return {
    events: result.statuses.length,
    acknowledgedPerSecond: taken.length / result.seconds,
    p50: percentile(result.latency, 0.5),
    p95: percentile(result.latency, 0.95),
    p99: percentile(result.latency, 0.99),
    toRowP50: percentile(toRow, 0.5),
    toRowP95: percentile(toRow, 0.95),
    toRowMax: Math.max(...toRow),
    rowsPerSecond: committed.size / rowSeconds,
    ...cpu,
    refused,
    lost,
  };
}
