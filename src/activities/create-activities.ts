import type { SweepActivities, SyncActivities } from '../contracts/activities.ts';
import { asActivityFailure } from './activity-failure.ts';
import { closeSession } from './sessions/close-session.ts';
import { confirmObjects } from './account/confirm-objects.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { drainInbox } from './inbox/drain-inbox.ts';
import { failAbandonedSessions, type AbandonedSessionPorts } from './sessions/fail-abandoned-sessions.ts';
import { withHeartbeats } from './heartbeat.ts';
import { importEvents } from './inbox/import-events.ts';
import { maintainInbox } from './inbox/maintain-inbox.ts';
import { openSession } from './sessions/open-session.ts';
import { pullListings } from './listing/pull-listings.ts';
import { wakeWaitingInboxes, type WakeWorkflow } from './inbox/wake-waiting-inboxes.ts';

/** How activities reach workflows: they know nothing of Temporal's client. */
export interface WorkflowPorts extends AbandonedSessionPorts {
  readonly wakeWorkflow: WakeWorkflow;
}

/** The activities of a worker, with what they need. */
export function createActivities(
  deps: ActivityDependencies,
  ports: WorkflowPorts,
): SyncActivities & SweepActivities {
  const activity =
    <Input, Result>(run: (deps: ActivityDependencies, input: Input) => Promise<Result>) =>
    async (input: Input): Promise<Result> => {
      try {
        return await withHeartbeats(() => run(deps, input));
      } catch (error) {
        throw asActivityFailure(error);
      }
    };
  return {
    openSession: activity((d, input) => openSession(d, ports.tellAdmitted, input)),
    pullListings: activity(pullListings),
    confirmObjects: activity(confirmObjects),
    importEvents: activity(importEvents),
    drainInbox: activity(drainInbox),
    closeSession: activity((d, input) => closeSession(d, ports.tellAdmitted, input)),
    failAbandonedSessions: () => activity(failAbandonedSessions)(ports),
    wakeWaitingInboxes: () => activity(wakeWaitingInboxes)(ports.wakeWorkflow),
    maintainInbox: () => activity(maintainInbox)(undefined),
  };
}
