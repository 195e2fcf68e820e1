import type { z } from '@hono/zod-openapi';
import type { SyncSession } from '../db/sessions/sync-sessions.ts';
import type { ApiDeps } from './deps.ts';
import type { queue } from './schemas/queue.ts';

/** Where a session stands that has not begun: a number is all that is told of the sessions of others. */
export async function showQueue(
  { db }: Pick<ApiDeps, 'db'>,
  row: Pick<SyncSession, 'id' | 'workspaceId' | 'status' | 'queuedAt' | 'createdAt'>,
): Promise<z.infer<typeof queue>> {
  if (row.status !== 'pending') return null;
  if (row.queuedAt === null) return { waits_for: 'session', place: 1, since: row.createdAt.toISOString() };
  const found = await db.asSystem('tell a place in the queue', ({ admissions }) => admissions.placeOf(row));
  // It has begun, or ended, since the row was read.
  if (found === undefined) return null;
  return { waits_for: 'place', place: found.place, since: found.since.toISOString() };
}
