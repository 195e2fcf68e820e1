import { scheduledSyncId, scheduledSyncType } from '../../../src/contracts/scheduled-sync.ts';
import type { Activities, Scenarios, Stage } from './stage.ts';

async function scheduled({ client, taskQueue, ...stage }: Stage, play: Partial<Activities>) {
  const connection = stage.connection(play);
  const workflowId = scheduledSyncId(connection);
  const { firstExecutionRunId: runId } = await client.workflow.start(scheduledSyncType, {
    workflowId,
    taskQueue,
    args: [connection],
  });
  return { workflowId, runId };
}

export const scheduledSyncs: Scenarios = {
  'scheduled-sync/started': (stage) => scheduled(stage, {}),

  'scheduled-sync/skipped': (stage) =>
    scheduled(stage, {
      startScheduledSync: async () => ({
        outcome: 'skipped',
        reason: 'read_budget_used',
        used: 900,
        budget: 1_000,
        needed: 200,
      }),
    }),

  'scheduled-sync/failed': (stage) =>
    scheduled(stage, {
      startScheduledSync: async () => ({
        outcome: 'failed',
        reason: 'database_refused',
        message: 'The database refused.',
      }),
    }),
};
