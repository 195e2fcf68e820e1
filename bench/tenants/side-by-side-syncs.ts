import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import type { OurService } from '../our-service.ts';
import type { Stage } from '../stage.ts';

export interface SessionEnd {
  readonly workspaceId: string;
  readonly status: string;
  /** From the first start of them all, in seconds. */
  readonly finished: number;
}

/** Calls to Temporal at once: more starts than that at a time run into its deadlines. */
const startsAtOnce = 20;

/** Starts a first sync of each workspace and waits until none is active. */
export async function syncSideBySide(
  stage: Stage,
  database: string,
  service: OurService,
  workspaces: readonly WorkspaceId[],
): Promise<{ seconds: number; ends: SessionEnd[] }> {
  const began = Date.now();
  await startAll(service, workspaces);
  for (;;) {
    const [row] = await stage.query<{ active: number; known: number }>(
      database,
      `select count(*)::int as known, count(*) filter (where status in ('pending', 'running'))::int as active
       from payment_sync_sessions`,
    );
    if (row!.active === 0 && row!.known >= workspaces.length) break;
    await sleep(200);
  }
  const ends = await stage.query<{ workspaceId: string; status: string; at: string }>(
    database,
    `select workspace_id as "workspaceId", status, extract(epoch from completed_at) * 1000 as at
     from payment_sync_sessions`,
  );
  const finished = ends.map(({ at, ...end }) => ({ ...end, finished: (Number(at) - began) / 1_000 }));
  return { seconds: Math.max(...finished.map((end) => end.finished)), ends: finished };
}

async function startAll(service: OurService, workspaces: readonly WorkspaceId[]): Promise<void> {
  const waiting = [...workspaces];
  const starter = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await service.start(next);
  };
  await Promise.all(Array.from({ length: startsAtOnce }, starter));
}

/** Rows of all workspaces in all four tables. */
export async function storedRows(stage: Stage, database: string): Promise<number> {
  const counts = standardEntityTypes.map((name) => `(select count(*) from ${name} where deleted_at is null)`);
  const [row] = await stage.query<{ rows: number }>(database, `select (${counts.join(' + ')})::int as rows`);
  return row!.rows;
}
