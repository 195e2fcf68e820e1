import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { asTemporalUnavailable, callTemporal, type CallOptions } from './call-temporal.ts';

export type RunState = 'running' | 'closed' | 'absent';

/** Whether the run, or the one that it continued as, is still open. Throws `SyncError('temporal_unavailable')`. */
export async function describeRun(
  client: Client,
  options: CallOptions,
  workflowId: string,
  runId: string,
): Promise<RunState> {
  const describe = (run?: string) =>
    callTemporal(client, options, () => client.workflow.getHandle(workflowId, run).describe());
  const firstRun = ({ raw }: Awaited<ReturnType<typeof describe>>) => raw.workflowExecutionInfo?.firstRunId;
  try {
    const run = await describe(runId);
    if (run.status.name !== 'CONTINUED_AS_NEW') return run.status.name === 'RUNNING' ? 'running' : 'closed';
    const latest = await describe();
    return latest.status.name === 'RUNNING' && firstRun(latest) === firstRun(run) ? 'running' : 'closed';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'absent';
    throw asTemporalUnavailable(error);
  }
}
