import type { AccountSpec } from '../simulator/account-spec.ts';
import { accountSpec } from './backfill.ts';
import { connectAccount, type ConnectedAccount } from './connected-account.ts';
import { openOurService, type OurService } from './our-service.ts';
import { inOwnDatabase } from './own-database.ts';
import { percentile } from './percentile.ts';
import { storedRows, syncSideBySide } from './side-by-side-syncs.ts';
import type { Stage } from './stage.ts';
import { table } from './table.ts';

export interface TenantsOptions {
  /** Of how many workspaces there are, and of the large one's objects. */
  readonly scale: number;
  /** Names of the parts to run; all where empty. */
  readonly only: readonly string[];
  readonly nodeArgs: readonly string[];
}

const latency = { fixedMs: 50 };
const unpaced = { STRIPE_REQUESTS_PER_SECOND: '100000', STRIPE_ENDPOINT_REQUESTS_PER_SECOND: '100000' };

/** The backfill's mix with so many objects. */
const withObjects = (objects: number): AccountSpec => ({ ...accountSpec(objects / 23_000), latency });

const parts: Readonly<Record<string, (stage: Stage, options: TenantsOptions) => Promise<string[][]>>> = {
  equals: async (stage, options) => [
    ...(await equals(stage, options, Math.round(100 * options.scale), 2_000)),
    ...(await equals(stage, options, 1, Math.round(200_000 * options.scale))),
  ],
  many: (stage, options) => equals(stage, options, Math.round(1_000 * options.scale), 40),
  'small-beside-big': smallBesideBig,
  workers: async (stage, options) => [
    ...(await latencyBound(stage, options, 1)),
    ...(await latencyBound(stage, options, 2)),
  ],
};

/** Many workspaces over one worker, all at once. */
export async function tenants(stage: Stage, options: TenantsOptions): Promise<void> {
  const rows: string[][] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    const measured = await part(stage, options);
    for (const row of measured) console.error(row.join(' · '));
    rows.push(...measured);
  }
  const header = ['case', 'wall s', 'objects/s', 'first s', 'median s', 'last s', 'last ÷ first', 'sessions'];
  console.log(`\n### Tenants\n\n${table(header, rows)}`);
}

async function withService<T>(
  stage: Stage,
  { nodeArgs }: TenantsOptions,
  env: Record<string, string>,
  work: (service: OurService, database: string) => Promise<T>,
): Promise<T> {
  return await inOwnDatabase(stage, 'ours', async (database) => {
    const service = openOurService(stage, { database: database.url, nodeArgs, env: { ...unpaced, ...env } });
    try {
      return await work(service, database.name);
    } finally {
      await service.stop();
    }
  });
}

async function connectAll(
  stage: Stage,
  service: OurService,
  workspaces: number,
  spec: AccountSpec,
): Promise<ConnectedAccount[]> {
  const connected: ConnectedAccount[] = [];
  for (let i = 0; i < workspaces; i++)
    connected.push(await connectAccount(stage, service, { ...spec, seed: `tenant ${i}` }));
  return connected;
}

async function forget(stage: Stage, connected: readonly ConnectedAccount[]): Promise<void> {
  for (const { accountId } of connected) await stage.simulator.deleteAccount(accountId);
}

async function together(
  stage: Stage,
  service: OurService,
  database: string,
  workspaces: number,
  spec: AccountSpec,
  label: string,
): Promise<string[]> {
  const connected = await connectAll(stage, service, workspaces, spec);
  const ids = connected.map(({ workspaceId }) => workspaceId);
  const { seconds, ends } = await syncSideBySide(stage, database, service, ids);
  const finished = ends.map((end) => end.finished);
  const [first, median, last] = [0, 0.5, 1].map((share) => percentile(finished, share)) as [
    number,
    number,
    number,
  ];
  const stored = await storedRows(stage, database);
  const completed = ends.filter(({ status }) => status === 'completed').length;
  await forget(stage, connected);
  const { products = 0, prices = 0, customers = 0, subscriptions = 0 } = spec;
  const wanted = workspaces * (products + prices + customers + subscriptions);
  return [
    label,
    seconds.toFixed(1),
    Math.round(stored / seconds).toLocaleString('en-US'),
    first.toFixed(1),
    median.toFixed(1),
    last.toFixed(1),
    (last / first).toFixed(2),
    `${completed} of ${workspaces} completed, ${stored} of ${wanted} objects`,
  ];
}

async function equals(
  stage: Stage,
  options: TenantsOptions,
  workspaces: number,
  objects: number,
): Promise<string[][]> {
  const spec = withObjects(objects);
  return await withService(stage, options, {}, async (service, database) => {
    await service.startWorker();
    return [
      await together(stage, service, database, workspaces, spec, `${workspaces} × ${objects} objects, 50 ms`),
    ];
  });
}

/** Few slots and slow answers, so that neither processor is busy: what more workers bring is more requests in flight. */
async function latencyBound(stage: Stage, options: TenantsOptions, workers: number): Promise<string[][]> {
  const spec = { ...withObjects(1_000), latency: { fixedMs: 500 } };
  const env = { MAX_CONCURRENT_ACTIVITIES: '8' };
  return await withService(stage, options, env, async (service, database) => {
    await Promise.all(Array.from({ length: workers }, () => service.startWorker()));
    const label = `40 × 1000 objects, 500 ms, ${workers} × 8 slots`;
    return [await together(stage, service, database, 40, spec, label)];
  });
}

async function smallBesideBig(stage: Stage, options: TenantsOptions): Promise<string[][]> {
  const objects = Math.round(100_000 * options.scale);
  return await withService(stage, options, {}, async (service, database) => {
    await service.startWorker();
    const small = withObjects(200);
    const timed = async (): Promise<number> => {
      const one = await connectAccount(stage, service, small);
      const began = performance.now();
      await service.sync(one.workspaceId);
      const seconds = (performance.now() - began) / 1_000;
      await forget(stage, [one]);
      return seconds;
    };
    await timed();
    const alone = await medianOf(timed);
    const big = await connectAccount(stage, service, withObjects(objects));
    const running = service.sync(big.workspaceId);
    const done = new AbortController();
    const ended = running.finally(() => done.abort());
    ended.catch(() => {});
    await untilRows(stage, database, 2_000);
    const beside = await medianOf(timed);
    const note = done.signal.aborted ? 'the large one was done too soon' : 'the large one still ran';
    await ended;
    await forget(stage, [big]);
    const row = (label: string, seconds: number, told: string) => {
      const text = seconds.toFixed(2);
      return [label, text, Math.round(200 / seconds).toLocaleString('en-US'), '', text, '', '', told];
    };
    return [
      row('200 objects alone, median of 3', alone, ''),
      row(`200 beside ${objects}, median of 3`, beside, `${(beside / alone).toFixed(2)} ×; ${note}`),
    ];
  });
}

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) times.push(await measure());
  return percentile(times, 0.5);
}

async function untilRows(stage: Stage, database: string, rows: number): Promise<void> {
  while ((await storedRows(stage, database)) < rows);
}
