import { connectAccount } from '../connected-account.ts';
import { percentile } from '../percentile.ts';
import { storedRows } from './side-by-side-syncs.ts';
import type { Stage } from '../stage.ts';
import { forget, withObjects, withService, type TenantsOptions } from './tenant-service.ts';

/** How long a small workspace's sync takes alone, and beside a large one that was there before. */
export async function smallBesideBig(stage: Stage, options: TenantsOptions): Promise<string[][]> {
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
    const row = (label: string, seconds: number, note: string) => {
      const text = seconds.toFixed(2);
      return [label, text, Math.round(200 / seconds).toLocaleString('en-US'), '', text, '', '', note];
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
