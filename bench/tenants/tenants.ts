import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { connectAccount, type ConnectedAccount } from '../connected-account.ts';
import type { OurService } from '../our-service.ts';
import { percentile } from '../percentile.ts';
import { storedRows, syncSideBySide } from './side-by-side-syncs.ts';
import { smallBesideBig } from './small-beside-big.ts';
import type { Stage } from '../stage.ts';
import { table } from '../table.ts';
import { forget, withObjects, withService, type TenantsOptions } from './tenant-service.ts';

const sizeOf = ({ products = 0, prices = 0, customers = 0, subscriptions = 0 }: AccountSpec): number =>
  products + prices + customers + subscriptions;

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
  const wanted = workspaces * sizeOf(spec);
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
  const label = `${workspaces} × ${sizeOf(spec)} objects, 50 ms`;
  return await withService(stage, options, {}, async (service, database) => {
    await service.startWorker();
    return [await together(stage, service, database, workspaces, spec, label)];
  });
}

/** Few slots and slow answers, so that neither processor is busy: more workers then mean more requests in flight. */
async function latencyBound(stage: Stage, options: TenantsOptions, workers: number): Promise<string[][]> {
  const spec = { ...withObjects(1_000), latency: { fixedMs: 500 } };
  const env = { MAX_CONCURRENT_ACTIVITIES: '8' };
  return await withService(stage, options, env, async (service, database) => {
    await Promise.all(Array.from({ length: workers }, () => service.startWorker()));
    const label = `40 × 1000 objects, 500 ms, ${workers} × 8 slots`;
    return [await together(stage, service, database, 40, spec, label)];
  });
}
