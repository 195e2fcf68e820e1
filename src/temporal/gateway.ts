import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError, type Workflow } from '@temporalio/common';
import type { Busy, SessionProgress, SessionRequest, SessionStarted } from '../contracts/sessions.ts';
import {
  admittedSignal,
  cancelSessionUpdate,
  progressQuery,
  startSessionUpdate,
  workspaceSyncId,
  workspaceSyncType,
  type CancelSession,
} from '../contracts/workspace-sync.ts';
import { workspaceDeletionType } from '../contracts/workspace-deletion.ts';
import { deliverToReceiverType, type Receiver } from '../contracts/deliveries.ts';
import type { Connection } from '../domain/connection.ts';
import type { SessionId, WorkspaceId } from '../domain/ids.ts';
import {
  asTemporalUnavailable,
  callTemporal,
  grpcStatus,
  grpcStatusOf,
  isTransient,
} from './call-temporal.ts';
import { describeRun, type RunState } from './describe-run.ts';
import { assertWorkerPolls } from './polling-workers.ts';
import { busyFrom, endedBeforeAnswer, refusalFrom, SessionNotActive } from './session-refusal.ts';
import { taskQueueLoads, type TaskQueueLoad } from './task-queue-load.ts';
import {
  receiverWake,
  workspaceDeletionStart,
  workspaceSyncStart,
  workspaceSyncWake,
} from './workflow-start-options.ts';

/** How workflows are reached. Unless a method says otherwise it throws `SyncError('temporal_unavailable')`. */
export interface WorkflowGateway {
  /** `Busy` if another session is active. Throws the workflow's own `SyncError` if the session cannot begin. */
  startSession(request: SessionRequest): Promise<SessionStarted | Busy>;
  /** Resolves when the session's row says so, also if it was cancelled before. Throws `SessionNotActive`. */
  cancelSession(connection: Connection, session: SessionId): Promise<void>;
  /** Tells the workflow that something is in the inbox; starts it if it does not run. */
  wake(connection: Connection): Promise<void>;
  /** Tells the workflow that its session may have been admitted; does nothing if none runs. */
  tellAdmitted(connection: Connection): Promise<void>;
  /** Starts the workflow that finishes a workspace's deletion, unless it runs. */
  startDeletion(workspace: WorkspaceId): Promise<void>;
  /** Tells a receiver's workflow that a delivery waits; starts it if it does not run. */
  wakeReceiver(receiver: Receiver): Promise<void>;
  /** Null if no run is open or no worker answers within two seconds. Never throws: Postgres knows the last progress. */
  progress(connection: Connection): Promise<SessionProgress | null>;
  /** Whether the run that works on a session, or the one it continued as, is still open. */
  describe(workflowId: string, runId: string): Promise<RunState>;
  reachable(): Promise<void>;
  /** What waits for workers, and which of them ask. */
  taskQueueLoads(): Promise<TaskQueueLoad[]>;
}

export interface GatewayOptions {
  readonly client: Client;
  readonly taskQueue: string;
}

const updateDeadlines = { attemptMs: 5_000, totalMs: 20_000 };
const readDeadlines = { attemptMs: 3_000, totalMs: 6_000, again: isTransient };
const progressMs = 2_000;

/** Temporal can drop the task that carried an update while a local activity runs: the update is sent again. */
const updateAgain = (error: unknown): boolean =>
  isTransient(error) || grpcStatusOf(error) === grpcStatus.failedPrecondition;

/** A workflow that closes at this moment takes no update any more; the next attempt starts a new run. */
const closing = new Set<number>([grpcStatus.notFound, grpcStatus.aborted]);
const startAgain = (error: unknown): boolean =>
  updateAgain(error) || closing.has(grpcStatusOf(error) ?? -1) || endedBeforeAnswer(error);

export function openGateway({ client, taskQueue }: GatewayOptions): WorkflowGateway {
  const onDeadline = () =>
    client.withDeadline(Date.now() + progressMs, () => assertWorkerPolls(client, taskQueue));
  /** Its session has ended, so this only decides how Temporal shows the run; it may have ended as well. */
  const cancelRun = (workflowId: string, runId: string) =>
    callTemporal(client, readDeadlines, () => client.workflow.getHandle(workflowId, runId).cancel()).catch(
      () => {},
    );
  return {
    async startSession(request) {
      const start = () =>
        client.workflow.executeUpdateWithStart<Workflow, SessionStarted, [SessionRequest]>(
          startSessionUpdate,
          {
            // Makes the attempts one: the server answers a repeated id with the first one's outcome.
            updateId: request.sessionId,
            args: [request],
            startWorkflowOperation: workspaceSyncStart(request, taskQueue),
          },
        );
      try {
        return await callTemporal(client, { ...updateDeadlines, again: startAgain, onDeadline }, start);
      } catch (error) {
        const busy = busyFrom(error);
        if (busy !== undefined) return busy;
        throw refusalFrom(error) ?? asTemporalUnavailable(error);
      }
    },

    async cancelSession(connection, session) {
      const id = workspaceSyncId(connection);
      const cancel = () =>
        client.workflow.getHandle(id).executeUpdate<string | null, [CancelSession]>(cancelSessionUpdate, {
          updateId: `cancel:${session}`,
          args: [{ sessionId: session }],
        });
      try {
        const ends = await callTemporal(
          client,
          { ...updateDeadlines, again: updateAgain, onDeadline },
          cancel,
        );
        if (ends !== null) await cancelRun(id, ends);
      } catch (error) {
        if (endedBeforeAnswer(error)) return;
        if (error instanceof WorkflowNotFoundError) throw new SessionNotActive();
        throw refusalFrom(error) ?? asTemporalUnavailable(error);
      }
    },

    async wake(connection) {
      const wake = () =>
        client.workflow.signalWithStart(workspaceSyncType, workspaceSyncWake(connection, taskQueue));
      try {
        await callTemporal(client, { ...readDeadlines, again: startAgain }, wake);
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },

    async tellAdmitted(connection) {
      const handle = client.workflow.getHandle(workspaceSyncId(connection));
      try {
        await callTemporal(client, readDeadlines, () => handle.signal(admittedSignal));
      } catch (error) {
        // The session's workflow is gone: the sweep fails the session.
        if (!(error instanceof WorkflowNotFoundError)) throw asTemporalUnavailable(error);
      }
    },

    async startDeletion(workspaceId) {
      const start = () =>
        client.workflow.start(workspaceDeletionType, workspaceDeletionStart(workspaceId, taskQueue));
      try {
        await callTemporal(client, { ...readDeadlines, again: startAgain }, start);
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },

    async wakeReceiver(receiver) {
      const wake = () =>
        client.workflow.signalWithStart(deliverToReceiverType, receiverWake(receiver, taskQueue));
      try {
        await callTemporal(client, { ...readDeadlines, again: startAgain }, wake);
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },

    async progress(connection) {
      const handle = client.workflow.getHandle(workspaceSyncId(connection));
      try {
        return await client.withDeadline(Date.now() + progressMs, () =>
          handle.query<SessionProgress>(progressQuery),
        );
      } catch {
        return null;
      }
    },

    async describe(workflowId, runId) {
      return await describeRun(client, readDeadlines, workflowId, runId);
    },

    async taskQueueLoads() {
      const load = () => taskQueueLoads(client, taskQueue);
      try {
        return await client.withDeadline(Date.now() + progressMs, load);
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },

    async reachable() {
      try {
        await client.withDeadline(Date.now() + progressMs, () => client.workflowService.getSystemInfo({}));
      } catch (error) {
        throw asTemporalUnavailable(error);
      }
    },
  };
}
