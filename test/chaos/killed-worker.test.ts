import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { afterRequests, lists } from '../support/requests-of.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startWorkerProcess } from './worker-process.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

test('a worker killed in the middle costs the pages in flight, and another one goes on', async () => {
  const workspace = await service.connect({
    customers: 6_000,
    products: 300,
    prices: 600,
    subscriptions: 3_000,
    cancelledShare: 0.1,
    latency: { fixedMs: 50 },
    limits: { perEndpoint: 25 },
  });
  const { account, workspaceId } = workspace;
  const first = await startWorkerProcess(service);
  try {
    const { sessionId } = await service.start(workspaceId);
    await afterRequests(account, 60);
    process.kill(first.pid, 'SIGKILL');
    await sleep(200);
    const written = await pagesWritten(workspaceId);
    const before = lists(account.requests.list()).filter(({ status }) => status === 200).length;
    expect((await service.session(workspaceId, sessionId)).status).toBe('running');

    const second = await startWorkerProcess(service);
    try {
      const session = await service.ended(workspaceId, sessionId, 90_000);
      expect(session.status).toBe('completed');
      await expectCopyEqualsAccount(service, workspace);
      const answered = lists(account.requests.list()).filter(({ status }) => status === 200).length;
      const pages = await pagesWritten(workspaceId);
      // Fetched and never written: three readers an entity, each with a page in flight and one being written.
      expect(before - written).toBeLessThanOrEqual(24);
      expect(answered - pages).toBe(before - written);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop(true);
  }
});

async function pagesWritten(workspaceId: WorkspaceId): Promise<number> {
  return await service.db.inWorkspace(workspaceId, async (ws) => {
    const totals = await ws.listings.totals('stripe');
    return totals.reduce((sum, { pages }) => sum + pages, 0);
  });
}
