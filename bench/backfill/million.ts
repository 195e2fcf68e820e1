import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectAccount } from '../connected-account.ts';
import { openOurService, unpaced } from '../our-service.ts';
import { inOwnDatabase } from '../own-database.ts';
import { percentile } from '../percentile.ts';
import { peakRssMb, rssMb } from '../process-use.ts';
import { storedRows } from '../tenants/side-by-side-syncs.ts';
import type { Stage } from '../stage.ts';
import { table } from '../table.ts';

export interface MillionOptions {
  /** Of 1,000,000 objects. */
  readonly scale: number;
  readonly nodeArgs: readonly string[];
}

interface Sample {
  readonly seconds: number;
  readonly rows: number;
  readonly rssMb: number;
}

const everyMs = 500;

/** Customers alone, so that the first tenth and the last are alike: a subscription costs four times as much. */
const spec = (scale: number): AccountSpec => ({ seed: 'million', customers: 1_000_000 * scale });

/** One large account: how throughput and memory go over time, and how long the histories of its runs get. */
export async function million(stage: Stage, { scale, nodeArgs }: MillionOptions): Promise<void> {
  await inOwnDatabase(stage, 'ours', async (database) => {
    const service = openOurService(stage, { database: database.url, nodeArgs, env: unpaced });
    try {
      const { workspaceId, accountId } = await connectAccount(stage, service, spec(scale));
      const worker = await service.startWorker();
      const samples: Sample[] = [];
      const began = performance.now();
      const done = new AbortController();
      const syncing = service.sync(workspaceId).finally(() => done.abort());
      syncing.catch(() => {});
      // Rows are counted as they are written: a query costs the same however many there are.
      const counted = `select coalesce(sum(rows), 0)::int as rows from payment_sync_counts`;
      while (!done.signal.aborted) {
        const [row] = await stage.query<{ rows: number }>(database.name, counted);
        const seconds = (performance.now() - began) / 1_000;
        samples.push({ seconds, rows: row!.rows, rssMb: rssMb(worker.pid) });
        await sleep(everyMs);
      }
      await syncing;
      const seconds = (performance.now() - began) / 1_000;
      const stored = await storedRows(stage, database.name);
      const runs = await service.histories(workspaceId);
      const { requests } = await stage.simulator.counts(accountId);
      console.log(`\n### ${(1_000_000 * scale).toLocaleString('en-US')} objects in one account\n`);
      console.log(tenths(samples, stored));
      console.log(
        `\n${stored} rows in ${seconds.toFixed(1)} s (${Math.round(stored / seconds)}/s), ${requests} requests ` +
          `(${((requests / stored) * 100).toFixed(2)} per 100 objects); worker's peak ${peakRssMb(worker.pid).toFixed(0)} MiB; ` +
          `events in its runs' histories: ${runs.join(', ')}`,
      );
    } finally {
      await service.stop();
    }
  });
}

function tenths(samples: readonly Sample[], stored: number): string {
  const rows: string[][] = [];
  for (let i = 0; i < 10; i++) {
    const [from, to] = [(stored * i) / 10, (stored * (i + 1)) / 10];
    const seconds = reached(samples, to) - reached(samples, from);
    const within = samples.filter((sample) => sample.rows >= from && sample.rows <= to);
    const rss = within.map((sample) => sample.rssMb);
    rows.push([
      `${i + 1}`,
      Math.round((to - from) / seconds).toLocaleString('en-US'),
      rss.length > 0 ? percentile(rss, 0.5).toFixed(0) : '',
      rss.length > 0 ? Math.max(...rss).toFixed(0) : '',
    ]);
  }
  return table(['tenth', 'objects/s', 'RSS MiB, median', 'RSS MiB, most'], rows);
}

/** The second at which that many rows were there, between the two samples around it. */
function reached(samples: readonly Sample[], rows: number): number {
  const after = samples.findIndex((sample) => sample.rows >= rows);
  if (after === -1) return samples.at(-1)!.seconds;
  const [a, b] = [samples[Math.max(0, after - 1)]!, samples[after]!];
  if (b.rows === a.rows) return b.seconds;
  return a.seconds + ((rows - a.rows) / (b.rows - a.rows)) * (b.seconds - a.seconds);
}
