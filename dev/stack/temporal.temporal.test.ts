import { afterAll, beforeAll, expect, test } from 'vitest';
import { testTemporal, uniqueTaskQueue, type TestTemporal } from '../../test/support/temporal.ts';

let temporal: TestTemporal;

beforeAll(async () => {
  temporal = await testTemporal();
});

afterAll(() => temporal.connection.close());

test('the dev server is at least the oldest one that the product supports', async () => {
  const { serverVersion } = await temporal.connection.workflowService.getSystemInfo({});
  const [major = 0, minor = 0] = (serverVersion ?? '').split('.').map(Number);
  expect(major * 1_000 + minor).toBeGreaterThanOrEqual(1_029);
});

test('a workflow can be started and ended on a task queue of the test', async () => {
  const workflowId = uniqueTaskQueue('workflow');
  const handle = await temporal.client.workflow.start('anything', {
    workflowId,
    taskQueue: uniqueTaskQueue(),
  });
  await handle.terminate('the test is over');
  await expect(handle.describe()).resolves.toMatchObject({ status: { name: 'TERMINATED' } });
});
