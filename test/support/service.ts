import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';
import type { Temporal } from '../../dev/stack/temporal.ts';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { Account } from '../../simulator/stripe/account/account.ts';
import { startSimulator } from '../../simulator/server.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { WorkerConfig } from '../../src/config/config.ts';
import type { SessionRequest, SessionStarted } from '../../src/contracts/sessions.ts';
import type { Database } from '../../src/db/database.ts';
import type { SyncSession } from '../../src/db/sessions/sync-sessions.ts';
import type { SessionId, WorkspaceId } from '../../src/domain/ids.ts';
import { isFinal } from '../../src/domain/session-state.ts';
import type { TemporalConnection } from '../../src/temporal/connect.ts';
import type { WorkflowGateway } from '../../src/temporal/gateway.ts';
import { startWorker, type RunningWorker } from '../../src/worker.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { openServiceClient } from './service-client.ts';
import { uniqueTaskQueue } from './temporal.ts';

export interface ConnectedWorkspace {
  readonly workspaceId: WorkspaceId;
  readonly account: Account;
}

/** The service on real parts: a database of its own, the run's Temporal, a simulator, and a worker in this process. */
export interface TestService {
  readonly db: Database;
  readonly gateway: WorkflowGateway;
  readonly simulator: Simulator;
  readonly temporal: TemporalConnection;
  readonly config: WorkerConfig;
  /** What a process of this service gets in its environment. */
  readonly env: Record<string, string>;
  startWorker(): Promise<RunningWorker>;
  /** A new workspace, connected to a new account of the simulator's. */
  connect(spec: AccountSpec, apiKey?: string): Promise<ConnectedWorkspace>;
  start(workspace: WorkspaceId, request?: Partial<SessionRequest>): Promise<SessionStarted>;
  session(workspace: WorkspaceId, id: SessionId): Promise<SyncSession>;
  /** Starts a full sync and waits for its end. */
  sync(workspace: WorkspaceId, request?: Partial<SessionRequest>, timeoutMs?: number): Promise<SyncSession>;
  ended(workspace: WorkspaceId, id: SessionId, timeoutMs?: number): Promise<SyncSession>;
  stop(): Promise<void>;
}

/** Temporal's runtime logs each worker's state and of every workflow that fails as it should. */
let quieted = false;
function quiet(): void {
  if (!quieted) Runtime.install({ logger: new DefaultLogger('ERROR') });
  quieted = true;
}

/** Servers of a test's own, which it means to stop: in place of the run's. */
export interface OwnServers {
  /** Migrated, and dropped with the service. */
  readonly database?: Pick<TestDatabase, 'url' | 'drop'>;
  readonly temporal?: Pick<Temporal, 'address' | 'namespace'>;
  /** Stopped with the service. */
  readonly simulator?: Simulator;
}

/** `settings` are variables of the environment. */
export async function startTestService(
  own: OwnServers = {},
  settings: Record<string, string> = {},
): Promise<TestService> {
  const database = own.database ?? (await createTestDatabase());
  const simulator = own.simulator ?? (await startSimulator());
  const { address, namespace } = own.temporal ?? inject('temporal');
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_TASK_QUEUE: uniqueTaskQueue(),
    CREDENTIAL_KEYS: `test:${randomBytes(32).toString('base64')}`,
    STRIPE_API_BASE: simulator.url,
    CHARGEBEE_API_BASE: simulator.url,
    LOG_LEVEL: 'error',
    METRICS_PORT: '0',
    WORKFLOW_BUNDLE: inject('workflowBundle'),
    ...settings,
  };
  const client = openServiceClient(env, 'test');
  const { config, db, gateway, temporal } = client;
  const workers: RunningWorker[] = [];
  quiet();

  const service: TestService = {
    db,
    gateway,
    simulator,
    temporal,
    config,
    env,

    async startWorker() {
      const worker = await startWorker(config);
      workers.push(worker);
      return worker;
    },

    async connect(spec, apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`) {
      const account = simulator.createAccount({ keys: [apiKey], limits: 'off', ...spec });
      const createdAt = new Date(account.created * 1000);
      const workspaceId = await client.connect({
        id: account.id,
        apiKey,
        livemode: account.livemode,
        createdAt,
      });
      return { workspaceId, account };
    },

    start: (workspaceId, request) => client.start(workspaceId, request),

    async session(workspaceId, id) {
      const session = await db.inWorkspace(workspaceId, (ws) => ws.sessions.get(id));
      if (session === undefined) throw new Error(`no session ${id}`);
      return session;
    },

    async ended(workspaceId, id, timeoutMs = 60_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const session = await service.session(workspaceId, id);
        if (isFinal(session.status)) return session;
        if (Date.now() > deadline)
          throw new Error(`session still ${session.status}: ${JSON.stringify(session.progress)}`);
        await sleep(50);
      }
    },

    async sync(workspaceId, request, timeoutMs) {
      const { sessionId: id } = await service.start(workspaceId, request);
      return await service.ended(workspaceId, id, timeoutMs);
    },

    async stop() {
      await Promise.allSettled(workers.map((worker) => worker.stop()));
      await Promise.allSettled([client.close(), simulator.stop()]);
      await database.drop();
    },
  };
  return service;
}
