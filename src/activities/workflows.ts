import type { Busy, SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import type { Connection } from '../domain/connection.ts';

/** How activities reach workflows: they know nothing of Temporal's client. What is not said otherwise throws `SyncError`. */
export interface Workflows {
  startSession(request: SessionRequest): Promise<SessionStarted | Busy>;
  /** Something is in the connection's inbox: starts its workflow if none runs. */
  wake(connection: Connection): Promise<void>;
  /** The connection's session may have been admitted; does nothing if no workflow runs. */
  tellAdmitted(connection: Connection): Promise<void>;
  /** At which session the connection's workflow is; null if none answers. Never throws. */
  progress(connection: Connection): Promise<Pick<SessionProgress, 'sessionId' | 'queued'> | null>;
  /** Whether a run, or the one that it continued as, is still open. */
  describe(workflowId: string, runId: string): Promise<'running' | 'closed' | 'absent'>;
  /** Makes the connection's schedule in Temporal what the database says. */
  repairSchedule(connection: Connection): Promise<void>;
}
