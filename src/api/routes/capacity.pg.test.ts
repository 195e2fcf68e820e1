import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { TestApi } from '../../../test/support/api.ts';
import { receiverTest } from '../../../test/support/api-test.ts';
import { beginSync } from '../../../test/support/begin-sync.ts';
import { openApiMetrics } from '../../telemetry/metrics/api-metrics.ts';
import { WorkspaceLabel } from '../../telemetry/metrics/workspace-label.ts';
import { createApp } from '../app.ts';

const slots = { minSlices: 1, maxSlices: 4, drains: 2 };

const it = receiverTest
  /** Gets a path from an API whose workers have few slots. */
  .extend('get', ({ api }) => async (path: string) => {
    const app = createApp({
      ...api.deps,
      metrics: openApiMetrics(new WorkspaceLabel('none', api.deps.log)),
      config: { ...api.deps.config, slots },
    });
    const answer = await app.request(path, { headers: { authorization: `Bearer ${api.adminKey}` } });
    return { status: answer.status, text: await answer.text() };
  })
  .extend('capacity', ({ get }) => async () => {
    const { status, text } = await get('/api/v1/capacity');
    return { status, body: JSON.parse(text) };
  });

const drained = async (api: TestApi): Promise<void> => {
  const workspace = await api.workspace();
  await api.db.inWorkspace(workspace, (ws) => ws.inboxLeases.take('stripe', randomUUID(), 60));
};

it('says how many workers the queue wants whose tasks need most, running and waiting ones', async ({
  api,
  workspace,
  capacity,
}) => {
  expect((await capacity()).body).toMatchObject({ workers: 1, wanted_workers: 1 });
  await api.db.inWorkspace(workspace, (ws) => beginSync(ws));
  for (let n = 0; n < 3; n++) await drained(api);
  api.gateway.loads.drains = { backlog: 2, oldestMs: 1_500, workers: ['1@worker', '2@worker'] };
  const { status, body } = await capacity();
  expect(status).toBe(200);
  expect(body).toMatchObject({
    workers: 2,
    wanted_workers: 3,
    queues: [
      { queue: 'workflows', task_queue: 'test', running: null, tasks_per_worker: null, wanted_workers: 0 },
      { queue: 'slices', task_queue: 'test', running: 1, backlog: 0, tasks_per_worker: 1, wanted_workers: 1 },
      {
        queue: 'drains',
        task_queue: 'test:drains',
        running: 3,
        backlog: 2,
        oldest_wait_seconds: 1.5,
        late: false,
        workers: 2,
        tasks_per_worker: 2,
        wanted_workers: 3,
      },
    ],
    admissions: { running: 1, waiting: 0, oldest_wait_seconds: 0 },
  });
});

it('wants one more than there are while a task waits long, although the slots should suffice', async ({
  api,
  capacity,
  onTestFinished,
}) => {
  onTestFinished(() => {
    api.gateway.loads.workflows = {};
  });
  api.gateway.loads.workflows = {
    backlog: 1,
    oldestMs: 9_000,
    workers: ['1@worker', '2@worker', '3@worker', '4@worker'],
  };
  const { body } = await capacity();
  expect(body).toMatchObject({ workers: 4, wanted_workers: 5 });
  expect(body.queues[0]).toMatchObject({ late: true, oldest_wait_seconds: 9 });
});

it('is exported as metrics, the same figures', async ({ get, capacity }) => {
  const { body } = await capacity();
  const { text } = await get('/metrics');
  expect(text).toContain(`\nworkspace_sync_workers ${body.workers}\n`);
  expect(text).toContain(`\nworkspace_sync_workers_wanted ${body.wanted_workers}\n`);
  for (const { queue, running, backlog } of body.queues) {
    expect(text).toContain(`\nworkspace_sync_task_queue_backlog{queue="${queue}"} ${backlog}\n`);
    const series = `workspace_sync_task_queue_running{queue="${queue}"}`;
    if (running === null) expect(text).not.toContain(series);
    else expect(text).toContain(`\n${series} ${running}\n`);
  }
});

it('is not known while Temporal is away: 503, and no metric, so that an autoscaler keeps what runs', async ({
  api,
  get,
  capacity,
}) => {
  api.gateway.away = true;
  expect(await capacity()).toMatchObject({ status: 503, body: { code: 'temporal_unavailable' } });
  const { text } = await get('/metrics');
  expect(text).not.toMatch(/^workspace_sync_workers(_wanted)? /m);
  expect(text).toContain('workspace_sync_collector_errors_total{part="capacity"} 1');
});

it('is for the platform alone', async ({ api, key }) => {
  expect(await api.request('GET', '/api/v1/capacity', { key })).toMatchObject({ status: 403 });
});
