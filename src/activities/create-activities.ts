import type { SweepActivities, SyncActivities } from '../contracts/activities.ts';
import { asActivityFailure } from './activity-failure.ts';
import { closeSession } from './close-session.ts';
import { confirmObjects } from './confirm-objects.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { failAbandonedSessions, type DescribeRun } from './fail-abandoned-sessions.ts';
import { openSession } from './open-session.ts';
import { pullListings } from './pull-listings.ts';

/** The activities of a worker, with what they need. */
export function createActivities(
  deps: ActivityDependencies,
  describeRun: DescribeRun,
): SyncActivities & SweepActivities {
  const activity =
    <Input, Result>(run: (deps: ActivityDependencies, input: Input) => Promise<Result>) =>
    async (input: Input): Promise<Result> => {
      try {
        return await run(deps, input);
      } catch (error) {
        throw asActivityFailure(error);
      }
    };
  return {
    openSession: activity(openSession),
    pullListings: activity(pullListings),
    confirmObjects: activity(confirmObjects),
    closeSession: activity(closeSession),
    failAbandonedSessions: () => activity(failAbandonedSessions)(describeRun),
  };
}
