/** The name under which workers register the workflow (its exported function's name). */
export const sweepType = 'sweep';
/** One for all workspaces, whoever starts it. */
export const sweepId = 'payment-sync-sweep';

export interface SweepInput {
  /** Seconds between two sweeps. */
  readonly everySeconds: number;
}
