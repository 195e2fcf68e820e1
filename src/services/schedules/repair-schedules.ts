import type { Database } from '../../db/database.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import { connectionKey, type Connection } from '../../domain/connection.ts';
import { describeSchedule } from '../../domain/sync-schedule.ts';
import type { ServiceDeps } from '../deps.ts';
import { repairSchedule } from './repair-schedule.ts';

const pageSize = 500;

/**
 * Makes Temporal's schedules those of the database: restores schedules that were lost, changed, paused or deleted in
 * Temporal, and deletes those that the database does not know. Costs Temporal a list, and one change for each schedule that differs. Several
 * processes may do it at once. Resolves to how many it repaired. Never throws, because a worker works without it: it logs
 * the schedules that it could not repair, and the next worker that starts tries again.
 */
export async function repairSchedules(
  deps: Pick<ServiceDeps, 'db' | 'schedules' | 'log'>,
  signal?: AbortSignal,
): Promise<number> {
  const { db, schedules, log } = deps;
  let repaired = 0;
  const repair = async ({ workspaceId, provider }: Connection) => {
    signal?.throwIfAborted();
    try {
      await repairSchedule(deps, { workspaceId, provider });
      repaired += 1;
    } catch (err) {
      log.warn({ err, workspace_id: workspaceId, provider }, 'a schedule was not repaired');
    }
  };
  try {
    const listed = await schedules.list();
    const unknown = new Map(listed.map((found) => [connectionKey(found), found]));
    for await (const row of storedSchedules(db)) {
      const found = unknown.get(connectionKey(row));
      unknown.delete(connectionKey(row));
      if (found?.note !== describeSchedule(row)) await repair(row);
    }
    for (const orphan of unknown.values()) await repair(orphan);
  } catch (err) {
    if (signal?.aborted !== true) log.warn({ err }, 'schedules were not repaired');
  }
  if (repaired > 0) log.info({ repaired }, "Temporal's schedules repaired from the database");
  return repaired;
}

async function* storedSchedules(db: Database): AsyncGenerator<StoredSchedule> {
  let page: StoredSchedule[] = [];
  do {
    const after = page.at(-1);
    page = await db.asSystem('repair schedules', (system) =>
      system.schedules.list({ limit: pageSize, after }),
    );
    yield* page;
  } while (page.length === pageSize);
}
