import type { ActivityDependencies } from '../dependencies.ts';
import { endBefore, purgeBefore } from './deletion-times.ts';

/** Of one round, a few seconds before the next. */
const maxDeletions = 100;

/**
 * Starts the workflow of each deleted workspace that has not ended, or whose rows are to be purged, unless it runs. Resolves to
 * how many are due.
 */
export async function startDeletions({
  db,
  workflows,
  retention,
}: Pick<ActivityDependencies, 'db' | 'workflows' | 'retention'>): Promise<number> {
  const now = new Date();
  const due = await db.asSystem('find deleted workspaces', ({ workspaces }) =>
    workspaces.deletionsDue({ end: endBefore(now), purge: purgeBefore(retention, now) }, maxDeletions),
  );
  for (const workspace of due) await workflows.startDeletion(workspace);
  return due.length;
}
