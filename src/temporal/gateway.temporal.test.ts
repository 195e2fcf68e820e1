import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestService, type ConnectedWorkspace, type TestService } from '../../test/support/service.ts';
import { uniqueTaskQueue } from '../../test/support/temporal.ts';
import type { SessionRequest } from '../contracts/sessions.ts';
import { entityTypes } from '../domain/entities/entities.ts';
import { sessionId, workspaceId, type WorkspaceId } from '../domain/ids.ts';
import { connectTemporal } from './connect.ts';
import { openGateway } from './gateway.ts';
import { ensureSearchAttributes } from './search-attributes.ts';
import { stripeOf } from '../../test/support/stripe-of.ts';

let service: TestService;

const requestFor = (workspace: WorkspaceId, request: Partial<SessionRequest> = {}): SessionRequest => ({
  sessionId: sessionId(randomUUID()),
  workspaceId: workspace,
  provider: 'stripe',
  sessionType: 'initial_sync',
  entityTypes,
  batchSize: 100,
  maxConcurrentWorkers: 3,
  whenBusy: 'refuse',
  ...request,
});
const nobody = () => workspaceId(randomUUID());
/** An account whose first page takes long enough for a session to be caught at work. */
const slow = (): Promise<ConnectedWorkspace> =>
  service.connect({ customers: 300, latency: { fixedMs: 2_000 } });

beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

it('says how many pollers and workers each task queue has, and that nothing waits', async () => {
  const loads = async () =>
    (await service.gateway.taskQueueLoads()).map(({ queue, pollers, workers, backlog }) => [
      queue,
      pollers > 0,
      workers.length,
      backlog,
    ]);
  const served = ['workflows', 'slices', 'drains'].map((queue) => [queue, true, 1, 0]);
  await expect.poll(loads, { timeout: 10_000 }).toEqual(served);
});

describe('starting a session', () => {
  it('gives the lock to one of many simultaneous starts, and its id to all others', async () => {
    const { workspaceId: workspace } = await slow();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => service.gateway.startSession(requestFor(workspace))),
    );
    const started = answers.filter((answer) => 'sessionId' in answer);
    expect(started).toHaveLength(1);
    const winner = started[0]!;
    expect(winner).toMatchObject({ status: 'running', workflowId: `workspace-sync:${workspace}:stripe` });
    const others = answers.filter((answer) => 'busy' in answer);
    expect(others).toEqual(Array.from({ length: 19 }, () => ({ busy: winner.sessionId })));
    await service.gateway.cancelSession(stripeOf(workspace), winner.sessionId);
  });

  it('answers a repeated request with the session it began', async () => {
    const { workspaceId: workspace } = await slow();
    const request = requestFor(workspace);
    const first = await service.gateway.startSession(request);
    expect(await service.gateway.startSession(request)).toEqual(first);
    await service.gateway.cancelSession(stripeOf(workspace), request.sessionId);
  });

  it('says why no session could begin', async () => {
    await expect(service.gateway.startSession(requestFor(nobody()))).rejects.toMatchObject({
      name: 'SyncError',
      code: 'provider_not_configured',
    });
  });

  it('says that no worker answers where none polls', async () => {
    const gateway = openGateway({ client: service.temporal.client, taskQueue: uniqueTaskQueue() });
    await expect(gateway.startSession(requestFor(nobody()))).rejects.toMatchObject({
      code: 'temporal_unavailable',
      message: expect.stringContaining('No worker'),
    });
  });
});

describe('a session at work', () => {
  it('shows its progress, is described as running, and may be cancelled twice', async () => {
    const { workspaceId: workspace } = await slow();
    const { sessionId: id, workflowId, runId } = await service.start(workspace);
    expect(await service.gateway.progress(stripeOf(workspace))).toMatchObject({
      sessionId: id,
      status: 'running',
    });
    expect(await service.gateway.describe(workflowId, runId)).toBe('running');
    expect(await service.gateway.startSession(requestFor(workspace))).toEqual({ busy: id });
    await service.gateway.cancelSession(stripeOf(workspace), id);
    expect(await service.session(workspace, id)).toMatchObject({ status: 'cancelled' });
    await service.gateway.cancelSession(stripeOf(workspace), id);
    const another = service.gateway.cancelSession(stripeOf(workspace), sessionId(randomUUID()));
    await expect(another).rejects.toMatchObject({ code: 'session_not_active' });
    await expect.poll(() => service.gateway.describe(workflowId, runId)).toBe('closed');
    expect(await service.gateway.progress(stripeOf(workspace))).toBeNull();
  });
});

describe('a run that never was', () => {
  it('is absent, has no progress and cannot be cancelled', async () => {
    const workspace = nobody();
    expect(await service.gateway.describe(`workspace-sync:${workspace}:stripe`, randomUUID())).toBe('absent');
    expect(await service.gateway.progress(stripeOf(workspace))).toBeNull();
    await expect(
      service.gateway.cancelSession(stripeOf(workspace), sessionId(randomUUID())),
    ).rejects.toMatchObject({
      code: 'session_not_active',
    });
  });
});

describe('Temporal away', () => {
  it('is reported as temporal_unavailable within seconds', async () => {
    const { connection, client } = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' });
    const gateway = openGateway({ client, taskQueue: 'any' });
    const workspace = nobody();
    const away = { code: 'temporal_unavailable' };
    await expect(gateway.reachable()).rejects.toMatchObject(away);
    await expect(gateway.startSession(requestFor(workspace))).rejects.toMatchObject(away);
    await expect(gateway.describe('any', randomUUID())).rejects.toMatchObject(away);
    expect(await gateway.progress(stripeOf(workspace))).toBeNull();
    await connection.close();
  });
});

describe('search attributes', () => {
  it('are made once, by whichever process comes first', async () => {
    const { connection } = service.temporal;
    const { namespace } = inject('temporal');
    const outcomes = await Promise.all([1, 2, 3].map(() => ensureSearchAttributes(connection, namespace)));
    for (const outcome of outcomes) expect(outcome).toEqual({ state: 'ready', added: [] });
  });
});
