import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type TestService } from '../support/service.ts';
import { startWorkerProcess } from './worker-process.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

const accounts = 12;
const spec = {
  customers: 50,
  products: 5,
  prices: 10,
  subscriptions: 300,
  objectBytes: { subscriptions: 80_000 },
  latency: { fixedMs: 50 },
};
/** A worker that has read nothing has 370. */
const maxMegabytes = 700;

/** The most memory that a process has had. */
function mostMegabytes(pid: number): number {
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))!;
  return Number(kilobytes) / 1024;
}

test(`${accounts} accounts whose pages have 8 MB each are listed at once within ${maxMegabytes} MB`, async () => {
  const workspaces = await Promise.all(
    Array.from({ length: accounts }, (_, seed) => service.connect({ seed, ...spec })),
  );
  const worker = await startWorkerProcess(service);
  const sessions = await Promise.all(
    workspaces.map(async ({ workspaceId }) => {
      const { sessionId } = await service.start(workspaceId, { maxConcurrentWorkers: 10 });
      return await service.ended(workspaceId, sessionId, 240_000);
    }),
  );
  const most = mostMegabytes(worker.pid);
  await worker.stop();
  expect(sessions.map(({ status }) => status)).toEqual(workspaces.map(() => 'completed'));
  expect(most).toBeLessThan(maxMegabytes);
  await expectCopyEqualsAccount(service, workspaces[0]!);
}, 300_000);
