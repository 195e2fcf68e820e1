import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { afterRequests } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a run shows its workspace, its work and its progress', async () => {
  const { workspaceId, account } = await service.connect({
    customers: 1_500,
    subscriptions: 0,
    latency: { fixedMs: 60 },
  });
  const { sessionId, workflowId, runId } = await service.start(workspaceId);
  await afterRequests(account, 5);
  const handle = service.temporal.client.workflow.getHandle(workflowId, runId);
  const description = await handle.describe();
  expect(description.searchAttributes).toMatchObject({
    WorkspaceId: [workspaceId],
    PaymentProvider: ['stripe'],
    SessionType: ['initial_sync'],
    SyncSessionId: [sessionId],
  });
  expect(await description.staticSummary()).toBe('Full sync from stripe');
  const details = await handle.query<{ currentDetails?: string }>('__temporal_workflow_metadata');
  expect(details.currentDetails).toContain('| customers | ');
  await service.ended(workspaceId, sessionId);
});

test('every query that the documents advise to save as a view is one, and finds this workspace', async () => {
  const { workspaceId } = await service.connect({ customers: 1, products: 0, prices: 0, subscriptions: 0 });
  const { id: sessionId } = await service.sync(workspaceId);
  const section = /### Views to save[^]*?\n## /.exec(readFileSync('docs/operations.md', 'utf8'))![0];
  const queries = [...section.matchAll(/^\| .+ \| `(.+)` +\|$/gm)].map(([, query]) => query!);
  expect(queries).toHaveLength(6);
  const placeholder = /5c0f8d4e[\w-]+/;
  const { workflow } = service.temporal.client;
  for (const query of queries) {
    const id = query.startsWith('SyncSessionId') ? sessionId : workspaceId;
    const found: string[] = [];
    for await (const run of workflow.list({ query: query.replace(placeholder, id) }))
      found.push(run.workflowId);
    if (placeholder.test(query)) expect(found.length).toBeGreaterThan(0);
  }
});

test('no key, no e-mail address and no object is anywhere in a history', async () => {
  const { workspaceId, account } = await service.connect({
    customers: 120,
    products: 5,
    prices: 10,
    subscriptions: 60,
  });
  const first = await service.sync(workspaceId);
  account.customers.delete(account.customers.idAt(7));
  const second = await service.sync(workspaceId);
  const [key] = account.keys.keys();
  account.revokeKey(key!);
  const failed = await service.sync(workspaceId);
  expect([first.status, second.status, failed.status]).toEqual(['completed', 'completed', 'failed']);
  for (const { workflowId, runId } of [first, second, failed]) {
    const handle = service.temporal.client.workflow.getHandle(workflowId, runId);
    const text = readable(await handle.fetchHistory());
    expect(text.includes(workspaceId)).toBe(true);
    for (const secret of [key!, 'sk_test_', 'sk_live_', 'whsec_', 'cus_', 'sub_1', 'price_1', 'prod_']) {
      expect({ secret, found: text.includes(secret) }).toEqual({ secret, found: false });
    }
    expect(/[\w.+-]+@[\w-]+\.[a-z]{2,}/.test(text)).toBe(false);
  }
});

/** A history with every payload decoded. */
function readable(history: object): string {
  return JSON.stringify(history, (key, value: unknown) => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString();
    return key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value;
  });
}
