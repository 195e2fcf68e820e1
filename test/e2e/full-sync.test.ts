import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

test('a full sync copies every object of the account', async () => {
  const { workspaceId } = await service.connect({ customers: 30, products: 5, prices: 7, subscriptions: 20 });
  const session = await service.sync(workspaceId);
  expect(session).toMatchObject({ status: 'completed' });
});
