import { randomUUID } from 'node:crypto';
import { sweepType } from '../../../src/contracts/sweep.ts';
import type { Scenarios } from './stage.ts';

export const sweeps: Scenarios = {
  /** Several rounds, and the next run: it never ends, so it is terminated. */
  'sweep/rounds': async ({ client, taskQueue }) => {
    const workflowId = `sweep:${randomUUID()}`;
    const handle = await client.workflow.start(sweepType, {
      workflowId,
      taskQueue,
      args: [{ everySeconds: 0.05 }],
    });
    const { firstExecutionRunId: runId } = handle;
    while ((await client.workflow.getHandle(workflowId).describe()).runId === runId) continue;
    await client.workflow.getHandle(workflowId).terminate();
    return { workflowId, runId };
  },
};
