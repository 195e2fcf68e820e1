import type { ActivityDependencies } from '../dependencies.ts';

/** The request that deletes a workspace ends it by itself, unless its process dies. */
const requestMs = 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

export const endBefore = (now: Date): Date => new Date(now.getTime() - requestMs);

/** What was deleted before this is purged. */
export const purgeBefore = ({ purgeDays }: ActivityDependencies['retention'], now: Date): Date =>
  new Date(now.getTime() - purgeDays * dayMs);
