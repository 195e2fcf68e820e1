import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformScope, receiverId, sessionId } from '../../../src/domain/ids.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { startHttpReceiver, status, type HttpReceiver } from '../../support/receivers/http-receiver.ts';

let deployment: Deployment;
let receiver: HttpReceiver;
const platform = '/api/v1/webhook-endpoints';

beforeAll(async () => {
  deployment = await startDeployment({ env: { LOOPBACK_WEBHOOK_ENDPOINTS: 'true' } });
  receiver = await startHttpReceiver();
});
afterAll(async () => {
  await deployment.stop();
  await receiver.stop();
});

const typesOf = (secret: string, of: string): string[] => {
  const webhook = new Webhook(secret);
  return receiver.received
    .map(
      ({ headers, body }) =>
        webhook.verify(body, headers) as { type: string; data: { workspace_id: string } },
    )
    .filter(({ data }) => data.workspace_id === of)
    .map(({ type }) => type);
};

describe('the platform', () => {
  it('is told of a connection, its syncs and its end, by webhooks that the official package verifies', async () => {
    const worker = await deployment.startWorker();
    const { body } = await deployment.call('POST', platform, { url: receiver.url });
    const { workspaceId } = await deployment.connect({ customers: 5 });
    const session = await deployment.startSync(workspaceId, 'initial');
    await deployment.service.ended(workspaceId, sessionId(session));
    await deployment.call('DELETE', `/api/v1/workspaces/${workspaceId}/payment-providers/stripe`);
    const expected = ['connection.created', 'connection.removed', 'sync.completed', 'sync.started'];
    await expect
      .poll(() => typesOf(body.secret, workspaceId).toSorted(), { timeout: 40_000, interval: 100 })
      .toEqual(expected);
    const told = receiver.received.find(({ body: text }) => text.includes('"sync.completed"'));
    expect(JSON.parse(told!.body)).toEqual({
      type: 'sync.completed',
      timestamp: expect.any(String),
      data: {
        workspace_id: workspaceId,
        provider: 'stripe',
        session_id: session,
        session_type: 'initial_sync',
        complete_entities: ['customers', 'products', 'prices', 'subscriptions'],
      },
    });
    expect(JSON.stringify(receiver.received)).not.toMatch(/sk_live|whsec_|@example/);
    await deployment.call('DELETE', `${platform}/${body.id}`);
    await worker.stop();
  }, 120_000);
});

describe('a worker that is killed while it sends', () => {
  it('loses nothing: another sends it again, with the same id', async () => {
    const { body } = await deployment.call('POST', platform, { url: receiver.url });
    const owner = receiverId(body.id);
    receiver.received.length = 0;
    // Takes what it is sent, and never says so.
    receiver.answer = () => {};
    const first = await deployment.startWorker();
    await deployment.call('POST', `${platform}/${body.id}/test`);
    await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(1);
    process.kill(first.pid, 'SIGKILL');
    receiver.answer = status(204);
    const second = await deployment.startWorker();
    try {
      await expect.poll(() => receiver.received.length, { timeout: 40_000 }).toBe(2);
      const [before, after] = receiver.received;
      expect(after!.id).toBe(before!.id);
      const { db } = deployment.service;
      const state = async () =>
        (await db.inWorkspace(platformScope, (ws) => ws.deliveries.list(owner, { limit: 1 })))[0]!.state;
      await expect.poll(state).toBe('delivered');
    } finally {
      await second.stop();
      await first.stop(true);
    }
  }, 120_000);
});

describe('a receiver that never answers', () => {
  it('delays no other', async () => {
    const slow = await startHttpReceiver();
    slow.answer = () => {};
    const worker = await deployment.startWorker();
    try {
      const ids = [];
      for (const { url } of [slow, receiver])
        ids.push((await deployment.call('POST', platform, { url })).body.id as string);
      receiver.received.length = 0;
      for (const id of ids)
        for (let i = 0; i < 3; i++) await deployment.call('POST', `${platform}/${id}/test`);
      await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBe(3);
      await expect.poll(() => slow.received.length).toBeGreaterThan(0);
    } finally {
      await slow.stop();
      await worker.stop(true);
    }
  }, 60_000);
});
