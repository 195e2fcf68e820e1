import type { Database } from './db/database.ts';
import type { StoredSchedule } from './db/connections/sync-schedules.ts';
import { connectionKey, type Connection } from './domain/connection.ts';
import { SyncError } from './domain/sync-error.ts';
import { describeSchedule } from './domain/sync-schedule.ts';
import type { Log } from './telemetry/log.ts';
import type { ScheduleGateway } from './temporal/schedules.ts';

export interface RepairDependencies {
  readonly db: Database;
  readonly schedules: ScheduleGateway;
  readonly log: Log;
}

const pageSize = 500;

/**
 * Makes one schedule in Temporal what the database says: there, with these times, or not there. Nobody changes either
 * meanwhile. Throws `SyncError`.
 */
export async function repairSchedule(
  { db, schedules }: Pick<RepairDependencies, 'db' | 'schedules'>,
  connection: Connection,
): Promise<void> {
  const { workspaceId, provider } = connection;
  await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.lock(provider);
    const row = await ws.schedules.get(provider);
    if (row === undefined) return await schedules.delete(connection);
    const refusal = await schedules.put(connection, row);
    if (refusal !== null)
      throw new SyncError('internal', `Temporal refuses the schedule: ${refusal.message}`);
  });
}

/**
 * Makes Temporal's schedules those of the database: what Temporal lost, or somebody changed, paused or deleted there, is
 * put back, and what the database does not know is deleted. Costs Temporal a list, and a change for each that differs.
 * Any number of processes may do it at once. Resolves to how many were repaired; never throws, because a worker works
 * without it: what could not be repaired is logged, and left to the next worker that starts.
 */
export async function repairSchedules(deps: RepairDependencies, signal?: AbortSignal): Promise<number> {
  const { db, schedules, log } = deps;
  let repaired = 0;
  const repair = async (connection: Connection) => {
    signal?.throwIfAborted();
    try {
      await repairSchedule(deps, connection);
      repaired += 1;
    } catch (err) {
      const { workspaceId, provider } = connection;
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
