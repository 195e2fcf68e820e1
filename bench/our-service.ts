import { randomBytes, randomUUID } from 'node:crypto';
import { startProcess, type RunningProcess } from '../dev/stack/process.ts';
import type { SessionRequest, SessionStarted } from '../src/contracts/sessions.ts';
import { workspaceSyncId } from '../src/contracts/workspace-sync.ts';
import type { SyncSession } from '../src/db/sessions/sync-sessions.ts';
import type { WorkspaceId } from '../src/domain/ids.ts';
import { maxReaders } from '../src/domain/listings/windows.ts';
import { sealSecrets } from '../src/services/webhook-endpoints/webhook-secrets.ts';
import { openServiceClient } from '../test/support/service-client.ts';
import type { SimulatedAccount } from './simulator.ts';
import type { Stage } from './stage.ts';

/** More than any run sends: no pace of our own. */
export const unpaced = {
  STRIPE_REQUESTS_PER_SECOND: '100000',
  STRIPE_ENDPOINT_REQUESTS_PER_SECOND: '100000',
};

export interface OurServiceOptions {
  readonly database: string;
  /** Further settings of the worker. */
  readonly env?: Record<string, string>;
  /** Further ones of the API. */
  readonly apiEnv?: Record<string, string>;
  readonly nodeArgs?: readonly string[];
}

/** Our service on the stage: workers in processes of their own, and the gateway, which the API uses, in this one. */
export interface OurService {
  startWorker(): Promise<RunningProcess>;
  /** The API, its address, and the platform's key. */
  startApi(): Promise<RunningProcess & { url: string; adminKey: string }>;
  /** With a webhook secret, which is taken for one that the merchant set up by hand. */
  connect(account: SimulatedAccount, apiKey: string, webhookSecret?: string): Promise<WorkspaceId>;
  /** Starts a session and resolves when Temporal has it. */
  start(workspaceId: WorkspaceId, request?: Partial<SessionRequest>): Promise<SessionStarted>;
  /** Runs a session to its end. Throws if it did not complete. */
  sync(workspaceId: WorkspaceId, request?: Partial<SessionRequest>): Promise<SyncSession>;
  /** Events in the history of each run of a workspace's workflow, the latest first. */
  histories(workspaceId: WorkspaceId): Promise<number[]>;
  stop(): Promise<void>;
}

export function openOurService(stage: Stage, options: OurServiceOptions): OurService {
  const env = {
    TEMPORAL_ADDRESS: stage.temporal.address,
    TEMPORAL_NAMESPACE: stage.temporal.namespace,
    // Tasks that an earlier run left in Temporal find no worker.
    TEMPORAL_TASK_QUEUE: `bench-${randomUUID()}`,
    DATABASE_URL: options.database,
    CREDENTIAL_KEYS: `bench:${randomBytes(32).toString('base64')}`,
    STRIPE_API_BASE: stage.simulator.url,
    METRICS_PORT: '0',
    MERCHANT_RATE_SHARE: '0',
    ...options.env,
  };
  const client = openServiceClient(env, 'bench');
  const { db, temporal, dataKeys } = client;
  const processes: RunningProcess[] = [];
  const print = (line: string) => {
    if (/"level":"(warn|error|fatal)"/.test(line)) console.error(line);
  };
  const start = (workspaceId: WorkspaceId, request: Partial<SessionRequest> = {}) =>
    client.start(workspaceId, { maxConcurrentWorkers: maxReaders, ...request });
  return {
    async startWorker() {
      const worker = await startProcess({
        name: 'worker',
        file: 'src/worker.ts',
        nodeArgs: ['--max-semi-space-size=4', ...(options.nodeArgs ?? [])],
        env,
        ready: /worker polling/,
        print,
      });
      processes.push(worker);
      return worker;
    },

    async startApi() {
      const adminKey = randomUUID();
      const api = await startProcess({
        name: 'api',
        file: 'src/server.ts',
        nodeArgs: [...(options.nodeArgs ?? [])],
        env: {
          ...env,
          ADMIN_API_KEY: adminKey,
          PUBLIC_BASE_URL: 'http://127.0.0.1',
          PORT: '0',
          ...options.apiEnv,
        },
        ready: /api listening on/,
        print,
      });
      processes.push(api);
      return { ...api, adminKey, url: api.readyLine!.replace(/^.*listening on /, '') };
    },

    async connect(account, apiKey, webhookSecret) {
      const createdAt = await openedAt(stage, apiKey);
      const workspaceId = await client.connect({ ...account, apiKey, createdAt });
      if (webhookSecret !== undefined) {
        const secrets = [{ secret: webhookSecret, endpointId: null, validUntil: null }];
        const webhookSecretEncrypted = sealSecrets(
          await dataKeys.of(workspaceId),
          { workspaceId, provider: 'stripe' },
          secrets,
        );
        await db.inWorkspace(workspaceId, (ws) =>
          ws.paymentConfigs.update('stripe', { webhookSecretEncrypted }),
        );
      }
      return workspaceId;
    },

    start,

    async sync(workspaceId, request = {}) {
      const started = await start(workspaceId, request);
      // Temporal holds the call until the run ends. Whether the session failed stands in its row.
      await temporal.client.workflow
        .getHandle(started.workflowId)
        .result()
        .catch(() => {});
      const session = await db.inWorkspace(workspaceId, (ws) => ws.sessions.get(started.sessionId));
      if (session?.status !== 'completed')
        throw new Error(`the session is ${session?.status}: ${JSON.stringify(session)}`);
      return session;
    },

    async histories(workspaceId) {
      const lengths: number[] = [];
      const query = `WorkflowId = '${workspaceSyncId({ workspaceId, provider: 'stripe' })}'`;
      for await (const run of temporal.client.workflow.list({ query })) lengths.push(run.historyLength);
      return lengths;
    },

    async stop() {
      await Promise.all(processes.map((running) => running.stop()));
      await client.close();
    },
  };
}

/** When the account was opened: the API asks for it too when a workspace is connected. */
async function openedAt(stage: Stage, apiKey: string): Promise<Date> {
  const answer = await fetch(`${stage.simulator.url}/v1/account`, {
    headers: { authorization: `Bearer ${apiKey}` },
  });
  const { created } = (await answer.json()) as { created: number };
  return new Date(created * 1000);
}
