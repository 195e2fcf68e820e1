import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createClient, type components } from '../../client/client.ts';
import { projectRoot } from '../../dev/paths.ts';
import { freePort } from '../../dev/stack/free-port.ts';
import { startProcess, type RunningProcess } from '../../dev/stack/process.ts';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { sessionId, workspaceId, type SessionId, type WorkspaceId } from '../../src/domain/ids.ts';
import type { Answer } from './api.ts';
import { startTestService, type ConnectedWorkspace, type OwnServers, type TestService } from './service.ts';

/** The service as it is deployed: the API and each worker a process of its own, reached over HTTP. */
export interface Deployment {
  /** What a test sees from behind: its simulator and its database. */
  readonly service: TestService;
  readonly api: RunningProcess;
  /** Where programs reach it, and the platform's key. */
  readonly url: string;
  readonly adminKey: string;
  startWorker(): Promise<RunningProcess>;
  /** A JSON request with the platform's key. */
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /**
   * A new workspace, connected to a new live account of the simulator's, which delivers its webhooks from then on. `choice`:
   * more of the request's body.
   */
  connect(spec: AccountSpec, choice?: object): Promise<ConnectedWorkspace>;
  startSync(
    workspace: WorkspaceId,
    mode: 'initial' | 'incremental',
    body?: components['schemas']['StartSync'],
  ): Promise<SessionId>;
  stop(): Promise<void>;
}

export interface DeploymentOptions extends OwnServers {
  /** On top of what the processes get in their environment. */
  readonly env?: Record<string, string>;
  /** Takes what the processes print. */
  readonly print?: (line: string) => void;
  /** What the test has started before, with what it is to find; default: a new one. Stopped with the deployment. */
  readonly service?: TestService;
  /** The folder whose sources run; default: this project's. */
  readonly root?: string;
}

/** Starts the API; workers are started by the test. `CHAOS_PRINT=1` shows what the processes print. */
export async function startDeployment({
  env: more = {},
  root = projectRoot,
  service: started,
  print = process.env['CHAOS_PRINT'] === '1' ? console.log : () => {},
  ...own
}: DeploymentOptions = {}): Promise<Deployment> {
  const service = started ?? (await startTestService(own));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const adminKey = `admin-${randomBytes(16).toString('hex')}`;
  const env = {
    ...service.env,
    ADMIN_API_KEY: adminKey,
    PUBLIC_BASE_URL: url,
    PORT: String(port),
    LOG_LEVEL: 'info',
    // That of this project's sources.
    ...(root !== projectRoot && { WORKFLOW_BUNDLE: '' }),
    ...more,
  };
  const processes: RunningProcess[] = [];
  const start = async (name: string, file: string, ready: RegExp) => {
    const one = await startProcess({
      name,
      file: join(root, file),
      env,
      ready,
      print,
    });
    processes.push(one);
    return one;
  };
  const stop = async () => {
    await Promise.all(processes.map((process) => process.stop(true)));
    await service.stop();
  };

  const call: Deployment['call'] = async (method, path, body) => {
    const headers = new Headers({ authorization: `Bearer ${adminKey}` });
    if (body !== undefined) headers.set('content-type', 'application/json');
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url + path, { method, headers, ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
  };
  const client = createClient({ url, apiKey: adminKey });

  try {
    return {
      service,
      url,
      adminKey,
      api: await start('api', 'src/server.ts', /api listening/),
      startWorker: () => start('worker', 'src/worker.ts', /worker polling/),
      call,
      async connect(spec, choice = {}) {
        const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
        const account = service.simulator.createAccount({ keys: [apiKey], limits: 'off', ...spec });
        const workspace = workspaceId(
          (await client.post('/api/v1/workspaces', { body: { name: 'Test' } })).id,
        );
        const { webhook } = await client.post(
          '/api/v1/workspaces/{workspace_id}/payment-providers/{provider}',
          {
            params: { path: { workspace_id: workspace, provider: 'stripe' } },
            body: { api_key: apiKey, ...choice },
          },
        );
        if (webhook.status !== 'active') throw new Error(`no webhook endpoint: ${JSON.stringify(webhook)}`);
        return { workspaceId: workspace, account };
      },
      async startSync(workspace, mode, body) {
        const params = { path: { workspace_id: workspace, provider: 'stripe' as const } };
        const started = await client.post(`/api/v1/workspaces/{workspace_id}/sync/{provider}/${mode}`, {
          params,
          ...(body && { body }),
        });
        return sessionId(started.session_id);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
