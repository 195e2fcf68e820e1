import type { SweepActivities, SyncActivities } from '../contracts/activities.ts';
import type { DeliveryActivities } from '../contracts/deliveries.ts';
import type { ScheduleActivities } from '../contracts/scheduled-sync.ts';
import type { DeletionActivities } from '../contracts/workspace-deletion.ts';
import { checkWebhookEndpoints } from './account/check-endpoints.ts';
import { recheckObjects } from './account/recheck-objects.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { asActivityFailure } from './failures.ts';
import { withHeartbeats } from './heartbeat.ts';
import { drainInbox } from './inbox/drain-inbox.ts';
import { importEvents } from './inbox/import-events.ts';
import { maintainInbox } from './inbox/maintain-inbox.ts';
import { wakeWaitingInboxes } from './inbox/wake-waiting-inboxes.ts';
import { pullListings } from './listing/pull-listings.ts';
import { deliver } from './notifications/deliver.ts';
import { sendNotifications } from './notifications/send-notifications.ts';
import { closeSession } from './sessions/close-session.ts';
import { failAbandonedSessions } from './sessions/fail-abandoned-sessions.ts';
import { openSession } from './sessions/open-session.ts';
import { endWorkspace } from './workspaces/end-workspace.ts';
import { purgeWorkspace } from './workspaces/purge-workspace.ts';
import { startDeletions } from './workspaces/start-deletions.ts';
import { startScheduledSync } from './sessions/start-scheduled-sync.ts';

/** The activities of a worker, with what they need. */
export function createActivities(
  deps: ActivityDependencies,
): SyncActivities & SweepActivities & ScheduleActivities & DeletionActivities & DeliveryActivities {
  const activity =
    <Input extends unknown[], Result>(
      run: (deps: ActivityDependencies, ...input: Input) => Promise<Result>,
    ) =>
    async (...input: Input): Promise<Result> => {
      try {
        return await withHeartbeats(() => run(deps, ...input));
      } catch (error) {
        throw asActivityFailure(error);
      }
    };
  return {
    openSession: activity(openSession),
    pullListings: activity(pullListings),
    recheckObjects: activity(recheckObjects),
    importEvents: activity(importEvents),
    drainInbox: activity(drainInbox),
    closeSession: activity(closeSession),
    failAbandonedSessions: activity(failAbandonedSessions),
    wakeWaitingInboxes: activity(wakeWaitingInboxes),
    startDeletions: activity(startDeletions),
    endWorkspace: activity(endWorkspace),
    purgeWorkspace: activity(purgeWorkspace),
    maintainInbox: activity(maintainInbox),
    checkWebhookEndpoints: activity(checkWebhookEndpoints),
    sendNotifications: activity(sendNotifications),
    tellLateness: activity(({ workflows }) => workflows.tellLateness()),
    deliver: activity(deliver),
    startScheduledSync: activity(startScheduledSync),
  };
}
