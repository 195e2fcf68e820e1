/** The name under which workers register the workflow (its exported function's name). */
export const sweepType = 'sweep';
/** One for all workspaces of a deployment; any worker may start it. */
export const sweepId = (taskQueue: string): string => `sweep:${taskQueue}`;

export interface SweepInput {
  /** Seconds between two sweeps. */
  readonly everySeconds: number;
  /** When an earlier run last maintained the inbox (milliseconds). */
  readonly maintainedAt?: number;
  /** When an earlier run last checked webhook endpoints (milliseconds). */
  readonly checkedAt?: number;
}
