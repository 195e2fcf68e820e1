import { workflowInfo } from '@temporalio/workflow';

/** Well under the 2,000 events that a run may have (I9): what is under way adds some before the run ends. */
const maxEvents = 1_500;

/** Whether the run should continue as new as soon as it can. */
export function historyIsLong(): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  return historyLength >= maxEvents || continueAsNewSuggested;
}
