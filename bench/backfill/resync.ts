import { setTimeout as sleep } from 'node:timers/promises';
import { accountSpec } from './backfill.ts';
import { connectAccount } from '../connected-account.ts';
import { measure } from '../measure.ts';
import { openOurService, unpaced } from '../our-service.ts';
import { inOwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';
import { show } from '../statistics.ts';
import { storedRows } from '../tenants/side-by-side-syncs.ts';
import { table } from '../table.ts';

export interface ResyncOptions {
  readonly repeats: number;
  /** Of 23,000 objects. */
  readonly scale: number;
  readonly nodeArgs: readonly string[];
}

interface Pass {
  readonly seconds: number;
  readonly workerCpu: number;
  readonly postgresCpu: number;
  readonly requests: number;
}

const warmUpObjects = 460;

/** A first sync, the same account unchanged listed again, and an incremental sync after 1 % of it changed. */
export async function resync(stage: Stage, options: ResyncOptions): Promise<void> {
  const passes = new Map<string, Pass[]>();
  for (let round = 1; round <= options.repeats; round++) {
    for (const [label, pass] of await runPasses(stage, options)) {
      passes.set(label, [...(passes.get(label) ?? []), pass]);
      console.error(`${round}/${options.repeats} ${label}: ${pass.seconds.toFixed(1)} s`);
    }
  }
  const first = passes.get('first sync')!;
  const header = ['sync', 'wall s', 'requests', '% of first', 'worker CPU s', '% of first', 'Postgres CPU s'];
  const rows = [...passes].map(([label, runs]) => {
    const of = (read: (pass: Pass) => number, digits = 0) => show(runs.map(read), digits);
    const share = (read: (pass: Pass) => number) =>
      show(
        runs.map((pass, i) => (read(pass) / read(first[i]!)) * 100),
        1,
      );
    return [
      label,
      of((pass) => pass.seconds, 1),
      of((pass) => pass.requests),
      share((pass) => pass.requests),
      of((pass) => pass.workerCpu, 2),
      share((pass) => pass.workerCpu),
      of((pass) => pass.postgresCpu, 2),
    ];
  });
  console.log(`\n### Resync of ${23_000 * options.scale} objects\n\n${table(header, rows)}`);
}

async function runPasses(stage: Stage, { scale, nodeArgs }: ResyncOptions): Promise<[string, Pass][]> {
  return await inOwnDatabase(stage, 'ours', async (database) => {
    const service = openOurService(stage, { database: database.url, nodeArgs, env: unpaced });
    try {
      const spec = accountSpec(scale);
      const warmUp = await connectAccount(stage, service, accountSpec(warmUpObjects / 23_000));
      const { workspaceId, accountId } = await connectAccount(stage, service, spec);
      const worker = await service.startWorker();
      // The first sync of a process compiles code, which is not the difference of interest.
      await service.sync(warmUp.workspaceId);
      const pass = async (sessionType: 'initial_sync' | 'incremental_sync'): Promise<Pass> => {
        await stage.simulator.forgetRequests(accountId);
        const use = await measure(stage, worker.pid, async () => {
          await service.sync(workspaceId, { sessionType });
        });
        const { requests, byEndpoint } = await stage.simulator.counts(accountId);
        const asked = Object.entries(byEndpoint).map(([name, each]) => `${name} ${each.requests}`);
        console.error(`${sessionType}: ${asked.join(', ')}`);
        const { seconds, cpuSeconds: workerCpu, postgresCpuSeconds: postgresCpu } = use;
        return { seconds, workerCpu, postgresCpu, requests };
      };
      const first = await pass('initial_sync');
      const again = await pass('initial_sync');
      // An event of the very seconds of a listing can only be ordered by fetching its object.
      await sleep(5_000);
      await stage.simulator.mutate(accountId, {
        count: 230 * scale,
        weights: { create: 1, update: 9, delete: 0 },
      });
      const incremental = await pass('incremental_sync');
      const { counts } = await stage.simulator.account(accountId);
      const wanted =
        warmUpObjects + counts.customers + counts.products + counts.prices + counts.subscriptions;
      const stored = await storedRows(stage, database.name);
      if (stored !== wanted) throw new Error(`${stored} rows are stored of ${wanted} objects`);
      for (const id of [accountId, warmUp.accountId]) await stage.simulator.deleteAccount(id);
      return [
        ['first sync', first],
        ['unchanged, in full', again],
        ['1 % changed, incremental', incremental],
      ];
    } finally {
      await service.stop();
    }
  });
}
