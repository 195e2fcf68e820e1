import type { SessionKey } from '../../db/sessions/admissions.ts';
import type { ActivityDependencies } from '../dependencies.ts';

/** Signals at once. Each session that begins admits more itself, so a raised limit is soon made use of. */
const maxAdmitted = 50;

/**
 * Admits the sessions that have waited longest: after every session's end, and whenever a session polls. Resolves to
 * whether `own` is among them; the others' workflows get a signal. Throws if Postgres is down.
 */
export async function admitSessions(
  {
    db,
    workflows,
    maxConcurrentSyncs,
  }: Pick<ActivityDependencies, 'db' | 'workflows' | 'maxConcurrentSyncs'>,
  own: SessionKey | null = null,
): Promise<boolean> {
  const admitted = await db.asSystem('admit sessions', (system) =>
    system.admissions.admit(maxConcurrentSyncs, maxAdmitted, own),
  );
  const others = admitted.filter(({ id }) => id !== own?.id);
  // A workflow that misses its signal polls by itself, and the sweep sends the signal again.
  await Promise.allSettled(others.map((session) => workflows.tellAdmitted(session)));
  return others.length < admitted.length;
}
