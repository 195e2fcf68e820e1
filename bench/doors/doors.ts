import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inOwnDatabase } from '../own-database.ts';
import { openOurService, type OurService } from '../our-service.ts';
import { percentile } from '../percentile.ts';
import { startSignalled } from '../signalled-process.ts';
import type { Stage } from '../stage.ts';
import { table } from '../table.ts';
import { newSecret } from '../webhooks/receivers.ts';
import type { FloodPlan, FloodResult } from './flood-plan.ts';
import { floodsOf, type Flood } from './floods.ts';
import { observe, type Neighbour, type Observed } from './quiet-neighbour.ts';

export interface DoorsOptions {
  /** Of the 20 seconds that each flood lasts. */
  readonly scale: number;
  /** Words of the floods' names; all if empty. */
  readonly only: readonly string[];
  readonly nodeArgs: readonly string[];
  /** Whether those who flood have the service's share of the processors, not what it leaves. */
  readonly samePriority: boolean;
}

/** How one workspace is served while another workspace's keys, and people without a key, send all that they can. */
export async function doors(
  stage: Stage,
  { scale, only, nodeArgs, samePriority }: DoorsOptions,
): Promise<void> {
  const seconds = 20 * scale;
  const rows: string[][] = [];
  await inOwnDatabase(stage, 'ours', async (database) => {
    // The proxy that names clients is the process that floods. This process, which measures, would read every line of the log.
    const apiEnv = { TRUSTED_PROXIES: '1', LOG_LEVEL: 'warn' };
    const service = openOurService(stage, { database: database.url, nodeArgs, apiEnv });
    try {
      const [api, worker] = await Promise.all([service.startApi(), service.startWorker()]);
      const keyOf = keyMaker(api.url, api.adminKey);
      const [greedy, quiet] = [await connect(stage, service), await connect(stage, service)];
      const neighbour: Neighbour = {
        ...quiet,
        url: api.url,
        key: await keyOf(quiet.workspaceId, 'viewer'),
        database: database.name,
        apiPid: api.pid,
        workerPid: worker.pid,
      };
      const keys = {
        operatorKey: await keyOf(greedy.workspaceId, 'operator'),
        viewerKey: await keyOf(greedy.workspaceId, 'viewer'),
      };
      // Compiles code, opens connections, starts workflows.
      await observe(stage, neighbour, AbortSignal.timeout(3_000));
      for (const flood of await floodsOf(api.url, { ...greedy, ...keys }, quiet.workspaceId)) {
        if (only.length > 0 && !only.some((word) => flood.name.includes(word))) continue;
        const { observed, told } = await during(stage, neighbour, flood, { seconds, samePriority });
        rows.push(rowOf(flood, observed));
        console.error(`${rows.at(-1)!.join(' · ')}\n  ${toldText(told, seconds)}`);
        for (const failure of new Set(observed.failures)) console.error(`  failed: ${failure}`);
      }
    } finally {
      await service.stop();
    }
  });
  const header = [
    'what others send',
    'API p50 ms',
    'p99',
    'max',
    'webhook p50 ms',
    'p99',
    'max',
    'to the row p99 ms',
    'failed',
    'API cores',
    'API MiB',
    'worker MiB',
  ];
  console.log(`\n### Doors, each ${seconds} s\n\n${table(header, rows)}`);
}

async function connect(stage: Stage, service: OurService) {
  const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
  const id = `acct_${randomUUID().slice(0, 8)}`;
  const secret = newSecret();
  const account = await stage.simulator.createAccount({ id, keys: [apiKey], limits: 'off' });
  return { workspaceId: await service.connect(account, apiKey, secret), secret };
}

const keyMaker = (url: string, adminKey: string) => async (workspace: string, role: string) => {
  const answer = await fetch(`${url}/api/v1/workspaces/${workspace}/api-keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: role, role }),
  });
  const { key } = (await answer.json()) as { key: string };
  return key;
};

/** Observes the neighbour for as long as the flood lasts. */
async function during(
  stage: Stage,
  neighbour: Neighbour,
  { flooders, largeEvents }: Flood,
  { seconds, samePriority }: { readonly seconds: number; readonly samePriority: boolean },
): Promise<{ observed: Observed; told: FloodResult }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const resultFile = join(folder, 'result.json');
  const planFile = join(folder, 'plan.json');
  const plan: FloodPlan = { url: neighbour.url, seconds, samePriority, flooders, largeEvents, resultFile };
  await writeFile(planFile, JSON.stringify(plan));
  const flooding = await startSignalled({ file: 'bench/doors/flood.ts', args: [planFile] });
  try {
    const over = flooding.go();
    const [observed] = await Promise.all([
      observe(stage, neighbour, AbortSignal.timeout(seconds * 1_000)),
      over,
    ]);
    return { observed, told: JSON.parse(await readFile(resultFile, 'utf8')) as FloodResult };
  } finally {
    await flooding.stop();
    await rm(folder, { recursive: true });
  }
}

function rowOf(
  { name }: Flood,
  { api, webhooks, toRow, failures, apiCores, apiMib, workerMib }: Observed,
): string[] {
  const of = (times: readonly number[], shares: readonly number[]) =>
    shares.map((share) => (times.length === 0 ? '–' : percentile(times, share).toFixed(0)));
  return [
    name,
    ...of(api, [0.5, 0.99, 1]),
    ...of(webhooks, [0.5, 0.99, 1]),
    ...of(toRow, [0.99]),
    `${failures.length} of ${api.length + webhooks.length}`,
    apiCores.toFixed(2),
    apiMib.toFixed(0),
    workerMib.toFixed(0),
  ];
}

const toldText = (told: FloodResult, seconds: number): string =>
  Object.entries(told)
    .map(([name, statuses]) => {
      const counts = Object.entries(statuses).map(
        ([status, n]) => `${status} × ${(n / seconds).toFixed(0)}/s`,
      );
      return `${name}: ${counts.join(', ')}`;
    })
    .join('; ');
