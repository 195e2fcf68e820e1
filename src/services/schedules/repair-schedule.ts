import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * Makes one schedule in Temporal equal to the database: it exists with these times, or it does not exist. The lock keeps
 * both unchanged until this is done. Throws `SyncError`.
 */
export async function repairSchedule(
  { db, schedules }: Pick<ServiceDeps, 'db' | 'schedules'>,
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
