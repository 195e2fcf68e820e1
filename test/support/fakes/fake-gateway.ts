import type {
  Busy,
  SessionProgress,
  SessionRequest,
  SessionStarted,
} from '../../../src/contracts/sessions.ts';
import { workspaceSyncId } from '../../../src/contracts/workspace-sync.ts';
import type { Database } from '../../../src/db/database.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import type { ReceiverId, SessionId } from '../../../src/domain/ids.ts';
import { SyncError } from '../../../src/domain/sync-error.ts';
import type { WorkflowGateway } from '../../../src/temporal/gateway.ts';
import {
  serviceQueues,
  type ServiceQueue,
  type TaskQueueLoad,
} from '../../../src/temporal/task-queue-load.ts';
import { SessionNotActive } from '../../../src/temporal/session-refusal.ts';

/** In place of the workflows, for tests of the API alone: one session a workspace, its row as the workflow writes it. */
export class FakeGateway implements WorkflowGateway {
  /** Temporal cannot be reached. */
  away = false;
  readonly requests: SessionRequest[] = [];
  /** What Temporal says of a queue; default: two pollers of one worker, and nothing waits. */
  readonly loads: Partial<Record<ServiceQueue, Partial<TaskQueueLoad>>> = {};
  /** What the workflow answers about a session's progress. */
  readonly progressOf = new Map<SessionId, SessionProgress>();
  /** How often a workflow was asked for it. */
  progressAsked = 0;
  /** Ids of workflows that were woken. */
  readonly woken: string[] = [];
  readonly wokenReceivers: ReceiverId[] = [];
  readonly #active = new Map<string, SessionId>();
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async wake(connection: Connection): Promise<void> {
    this.#failIfAway();
    this.woken.push(workspaceSyncId(connection));
  }

  async wakeReceiver({ receiverId }: { receiverId: ReceiverId }): Promise<void> {
    this.#failIfAway();
    this.wokenReceivers.push(receiverId);
  }

  async tellAdmitted(): Promise<void> {
    this.#failIfAway();
  }

  async startDeletion(): Promise<void> {
    this.#failIfAway();
  }

  async startSession(request: SessionRequest): Promise<SessionStarted | Busy> {
    this.#failIfAway();
    const { workspaceId, provider, sessionId } = request;
    const workflowId = workspaceSyncId(request);
    const active = this.#active.get(workflowId);
    if (active !== undefined) return { busy: active };
    this.#active.set(workflowId, sessionId);
    this.requests.push(request);
    const runId = 'a-run';
    const createdAt = await this.#db.inWorkspace(workspaceId, async (ws) => {
      const config = await ws.paymentConfigs.get(provider);
      await ws.sessions.create({
        id: sessionId,
        providerName: provider,
        providerConfigId: config!.id,
        sessionType: request.sessionType,
        syncMode: 'full',
        entityTypes: [...request.entityTypes],
        batchSize: request.batchSize,
        maxConcurrentWorkers: request.maxConcurrentWorkers,
        workflowId,
        runId,
      });
      await ws.sessions.transition(sessionId, 'running');
      return (await ws.sessions.get(sessionId))!.createdAt.toISOString();
    });
    return { sessionId, status: 'running', createdAt, workflowId, runId };
  }

  async cancelSession(connection: Connection, session: SessionId): Promise<void> {
    this.#failIfAway();
    const workflowId = workspaceSyncId(connection);
    if (this.#active.get(workflowId) !== session) throw new SessionNotActive();
    this.#active.delete(workflowId);
    await this.#db.inWorkspace(connection.workspaceId, ({ sessions }) =>
      sessions.transition(session, 'cancelled'),
    );
  }

  progress(connection: Connection): Promise<SessionProgress | null> {
    this.progressAsked += 1;
    const active = this.#active.get(workspaceSyncId(connection));
    return Promise.resolve((active !== undefined && this.progressOf.get(active)) || null);
  }

  describe(): Promise<'running'> {
    return Promise.resolve('running');
  }

  async taskQueueLoads(): Promise<TaskQueueLoad[]> {
    this.#failIfAway();
    return serviceQueues.map((queue) => ({
      queue,
      taskQueue: queue === 'drains' ? 'test:drains' : 'test',
      pollers: 2,
      workers: ['1@worker'],
      backlog: 0,
      oldestMs: 0,
      ...this.loads[queue],
    }));
  }

  async reachable(): Promise<void> {
    this.#failIfAway();
  }

  #failIfAway(): void {
    if (this.away)
      throw new SyncError('temporal_unavailable', 'Temporal cannot be reached, or did not answer in time.');
  }
}
