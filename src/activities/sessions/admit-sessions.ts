import type { SessionKey } from '../../db/sessions/admissions.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** How a waiting session's workflow hears that it may begin. */
export type TellAdmitted = (connection: Connection) => Promise<void>;

/** Signals at once. Each session that begins lets in more itself, so a raised limit is soon made use of. */
const atMost = 50;

/**
 * Gives the free places to those that have waited longest: after every session's end, and whenever one asks. Resolves
 * to whether `own` is among them; the others are told. Throws where Postgres is away.
 */
export async function admitSessions(
  { db, maxConcurrentSyncs }: Pick<ActivityDependencies, 'db' | 'maxConcurrentSyncs'>,
  tell: TellAdmitted,
  own: SessionKey | null = null,
): Promise<boolean> {
  const admitted = await db.asSystem('admit sessions', (system) =>
    system.admissions.admit(maxConcurrentSyncs, atMost, own),
  );
  const others = admitted.filter(({ id }) => id !== own?.id);
  // Who is not told asks by itself, and the sweep tells it again.
  await Promise.allSettled(others.map(tell));
  return others.length < admitted.length;
}
