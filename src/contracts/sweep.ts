/** The name under which workers register the workflow (its exported function's name). */
export const sweepType = 'sweep';
/** One for all workspaces of a deployment, whoever of its workers starts it. */
export const sweepId = (taskQueue: string): string => `sweep:${taskQueue}`;

export interface SweepInput {
  /** Seconds between two sweeps. */
  readonly everySeconds: number;
  /** When the inbox was last maintained (milliseconds), where a run before this one did. */
  readonly maintainedAt?: number;
}
