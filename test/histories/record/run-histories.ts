import type { Client, WorkflowHandle } from '@temporalio/client';

export type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

/** The histories of a run and of all that it continued as. */
export async function runHistories(client: Client, workflowId: string, firstRun: string): Promise<History[]> {
  const histories: History[] = [];
  for (let run: string | null | undefined = firstRun; typeof run === 'string';) {
    const history: History = await client.workflow.getHandle(workflowId, run).fetchHistory();
    histories.push(history);
    run = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  return histories;
}
