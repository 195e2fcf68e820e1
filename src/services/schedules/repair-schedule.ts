import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { describeSchedule, type SyncSchedule } from '../../domain/sync-schedule.ts';
import type { ServiceDeps } from '../deps.ts';

/** What Temporal has: a schedule by its description; null if it has none. */
const described = (schedule: SyncSchedule | undefined): string | null =>
  schedule === undefined ? null : describeSchedule(schedule);

/**
 * Makes one schedule in Temporal equal to the database: it exists with these times, or it does not exist. No connection waits
 * for Temporal: the row is read again after each change there, and Temporal is changed again if the row has become another
 * one. So the last who changes Temporal gives it the row as it stays, however many do this at once. Throws `SyncError`.
 */
export async function repairSchedule(
  { db, schedules }: Pick<ServiceDeps, 'db' | 'schedules'>,
  connection: Connection,
): Promise<void> {
  const { workspaceId, provider } = connection;
  const read = () => db.inWorkspace(workspaceId, (ws) => ws.schedules.get(provider));
  let given: string | null | undefined;
  for (let row = await read(); given !== described(row); row = await read()) {
    const refusal =
      row === undefined ? await schedules.delete(connection) : await schedules.put(connection, row);
    if (refusal) throw new SyncError('internal', `Temporal refuses the schedule: ${refusal.message}`);
    given = described(row);
  }
}
