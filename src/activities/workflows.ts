import type { Busy, SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import type { Receiver } from '../contracts/deliveries.ts';
import type { Connection } from '../domain/connection.ts';
import type { WorkspaceId } from '../domain/ids.ts';

/** How activities reach workflows, without Temporal's client. Unless a method says otherwise it throws `SyncError`. */
export interface Workflows {
  startSession(request: SessionRequest): Promise<SessionStarted | Busy>;
  /** Tells the connection's workflow that its inbox has an event; starts it if it does not run. */
  wake(connection: Connection): Promise<void>;
  /** Tells the connection's workflow that its session may have been admitted; does nothing if none runs. */
  tellAdmitted(connection: Connection): Promise<void>;
  /** Tells a receiver's workflow that a delivery waits; starts it if it does not run. */
  wakeReceiver(receiver: Receiver): Promise<void>;
  /** The sessions of the connection's workflow; null if none answers. Never throws. */
  progress(connection: Connection): Promise<Pick<SessionProgress, 'sessionId' | 'queued'> | null>;
  /** Whether a run, or the one that it continued as, is still open. */
  describe(workflowId: string, runId: string): Promise<'running' | 'closed' | 'absent'>;
  /** Starts the workflow that finishes a workspace's deletion, unless it runs. */
  startDeletion(workspace: WorkspaceId): Promise<void>;
  /** Ends all that acts for a deleted workspace. Can be repeated. */
  endWorkspace(workspace: WorkspaceId): Promise<void>;
  /** Tells receivers of copies that have become too old. Resolves to how many. */
  tellLateness(): Promise<number>;
  /** Makes the connection's schedule in Temporal what the database says. */
  repairSchedule(connection: Connection): Promise<void>;
}
