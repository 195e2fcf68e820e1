import { randomBytes } from 'node:crypto';
import { startSimulator } from '../../simulator/server.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { createApp } from '../../src/api/app.ts';
import type { ApiParts } from '../../src/api/deps.ts';
import { pages } from '../../src/pages/pages.ts';
import { readProvidersConfig } from '../../src/config/config.ts';
import type { Api } from '../../src/api/route.ts';
import { openDatabase, type Database } from '../../src/db/database.ts';
import { listenForChanges } from '../../src/db/changes/change-notices.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import type { Role } from '../../src/domain/role.ts';
import { openProviders } from '../../src/providers/registry.ts';
import { createKeyring, type Keyring } from '../../src/security/keyring.ts';
import type { DataKeys } from '../../src/security/kms/data-keys.ts';
import { openDataKeys } from '../../src/processes/open-data-keys.ts';
import { localKms } from '../../src/security/kms/local-kms.ts';
import { issueApiKey } from '../../src/security/tokens.ts';
import { noQuotas } from '../../src/domain/limits/quotas.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { openApiMetrics } from '../../src/telemetry/metrics/api-metrics.ts';
import { WorkspaceLabel } from '../../src/telemetry/metrics/workspace-label.ts';
import { connectAccount } from './connect-account.ts';
import { createTestDatabase } from './database.ts';
import { FakeSchedules } from './fakes/fake-schedules.ts';
import { emptyWorkspace } from './seed.ts';
import { FakeGateway } from './fakes/fake-gateway.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- an answer is JSON of any shape
  readonly body: any;
}

export interface TestApi {
  readonly app: Api;
  /** Its dependencies, for a second one beside it. */
  readonly deps: ApiParts;
  readonly databaseUrl: string;
  readonly db: Database;
  readonly gateway: FakeGateway;
  readonly schedules: FakeSchedules;
  readonly simulator: Simulator;
  readonly dataKeys: DataKeys;
  readonly keyring: Keyring;
  readonly adminKey: string;
  /** A JSON request with a key; `body` is sent unchanged if it is text. */
  request(
    method: string,
    path: string,
    options?: { key?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Answer>;
  workspace(): Promise<WorkspaceId>;
  key(workspace: WorkspaceId, role: Role): Promise<string>;
  /** Connects a new account of the simulator's; resolves to its id. */
  connect(workspace: WorkspaceId): Promise<string>;
  stop(): Promise<void>;
}

let accounts = 0;

/** `settings` are variables of the providers'; a simulator that is given is stopped with the API. */
interface TestApiParts {
  readonly settings?: Record<string, string>;
  readonly simulator?: Simulator;
}

/** The API on a database of its own and the Stripe simulator. Only Temporal is a fake. */
export async function startTestApi(
  config: Partial<ApiParts['config']> = {},
  { settings = {}, simulator: given }: TestApiParts = {},
): Promise<TestApi> {
  const simulator = given ?? (await startSimulator());
  const clone = await createTestDatabase();
  const db = openDatabase({ url: clone.url, maxConnections: 4, applicationName: 'test' });
  const gateway = new FakeGateway(db);
  const schedules = new FakeSchedules();
  const masterKey = { id: 'test', key: randomBytes(32) };
  const keyring = createKeyring([masterKey]);
  const kms = localKms([masterKey]);
  const dataKeys = openDataKeys(db, kms);
  const adminKey = `admin-${randomBytes(16).toString('hex')}`;
  const changes = listenForChanges({ url: clone.url, applicationName: 'test listener' });
  const stopping = new AbortController();
  const log = createLog({ level: 'silent', format: 'json', name: 'test' });
  const deps: ApiParts = {
    db,
    webhookDb: db,
    gateway,
    schedules,
    providers: openProviders(
      readProvidersConfig({
        STRIPE_API_BASE: simulator.url,
        STRIPE_CONNECT_BASE: simulator.url,
        CHARGEBEE_API_BASE: simulator.url,
        ...settings,
      }),
    ),
    kms,
    dataKeys,
    keyring,
    changes,
    log,
    metrics: openApiMetrics(new WorkspaceLabel('all', log)),
    pendingMigrations: async () => [],
    config: {
      platformKeys: [{ key: adminKey }],
      publicBaseUrl: 'https://sync.example.com',
      loopbackReceivers: false,
      webhooksPerSecond: 100_000,
      requestsPerSecond: 100_000,
      requestsAtOnce: 10_000,
      strangersPerSecond: 100_000,
      trustedProxies: 0,
      portalOrigins: ['https://app.example.com'],
      quotas: noQuotas,
      slots: { minSlices: 100, maxSlices: 400, drains: 200 },
      temporalUi: { url: 'http://localhost:8233', namespace: 'default' },
      ...config,
    },
    stopping: stopping.signal,
  };
  const app = createApp(deps, [pages]);

  const api: TestApi = {
    app,
    deps,
    databaseUrl: clone.url,
    db,
    gateway,
    schedules,
    simulator,
    dataKeys,
    keyring,
    adminKey,

    async request(method, path, { key, body, headers } = {}) {
      const all = new Headers(headers);
      if (key !== undefined) all.set('authorization', `Bearer ${key}`);
      if (body !== undefined && !all.has('content-type')) all.set('content-type', 'application/json');
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const response = await app.request(path, {
        method,
        headers: all,
        ...(body !== undefined && { body: sent }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },

    async workspace() {
      return await emptyWorkspace(db, 'Test');
    },

    async key(workspace, role) {
      const { key, hash, hint } = issueApiKey(workspace);
      await db.inWorkspace(workspace, ({ apiKeys }) =>
        apiKeys.create({ name: role, role, keyHash: hash, keyHint: hint }),
      );
      return key;
    },

    async connect(workspace) {
      const apiKey = `sk_test_connected${++accounts}`;
      const account = simulator.createAccount({ keys: [apiKey], limits: 'off' });
      await connectAccount({ db, dataKeys }, workspace, { id: account.id, apiKey });
      return account.id;
    },

    async stop() {
      stopping.abort();
      await Promise.allSettled([changes.close(), db.close(), simulator.stop()]);
      await clone.drop();
    },
  };
  return api;
}
