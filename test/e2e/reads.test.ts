import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../dev/stack/free-port.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { afterRequests } from '../support/requests-of.ts';

let deployment: Deployment;
let metrics: string;

beforeAll(async () => {
  const port = await freePort();
  metrics = `http://127.0.0.1:${port}/metrics`;
  deployment = await startDeployment({ env: { METRICS_PORT: String(port) } });
  await deployment.startWorker();
});
afterAll(() => deployment.stop());

const readsOf = async (workspace: WorkspaceId): Promise<number> => {
  const { body } = await deployment.call('GET', `/api/v1/workspaces/${workspace}/payment-providers`);
  return body.providers[0].reads_last_30_days;
};

const countedLine = /^workspace_sync_provider_requests_total\{(.*)\} (\d+)$/;

/** The worker's counters, without Temporal's labels. */
async function scrape(): Promise<{ labels: Record<string, string>; value: number }[]> {
  const text = await (await fetch(metrics)).text();
  return text.split('\n').flatMap((line) => {
    const [, labels, value] = countedLine.exec(line) ?? [];
    if (labels === undefined) return [];
    return [
      {
        labels: Object.fromEntries(
          [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, text]) => [name, text]),
        ),
        value: Number(value),
      },
    ];
  });
}

const outcomesOf = (counted: Awaited<ReturnType<typeof scrape>>): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const { labels, value } of counted) {
    const outcome = labels['outcome']!;
    sums[outcome] = (sums[outcome] ?? 0) + value;
  }
  return sums;
};

test('after a full sync the meter equals the requests that the account received, in the API, the session and the metrics', async () => {
  const { service } = deployment;
  const { workspaceId, account } = await deployment.connect({
    customers: 450,
    products: 30,
    prices: 120,
    subscriptions: 310,
    manyItemsEvery: 40,
    manyItems: 130,
  });
  account.requests.clear();
  account.faults.add({
    path: '^/v1/customers',
    action: { kind: 'status', status: 429, reason: 'endpoint-rate' },
    times: 3,
  });
  account.faults.add({ path: '^/v1/prices', action: { kind: 'status', status: 500 }, times: 1 });
  const session = await service.ended(workspaceId, await deployment.startSync(workspaceId, 'initial'));
  expect(session).toMatchObject({ status: 'completed' });

  const asked = account.requests.list().length;
  expect(asked).toBeGreaterThan(15);
  expect(await readsOf(workspaceId)).toBe(asked);
  const shown = await deployment.call('GET', `/api/v1/workspaces/${workspaceId}/sync/sessions/${session.id}`);
  expect(shown.body).toMatchObject({ reads_last_30_days: asked, read_budget: null });

  // The worker's counters are a quarter of a second late.
  await expect
    .poll(async () => outcomesOf(await scrape()))
    .toEqual({ rate_limited: 3, failed: 1, ok: asked - 4 });
  const counted = await scrape();
  expect(counted.map(({ labels }) => labels)).toContainEqual(
    expect.objectContaining({ provider: 'stripe', endpoint: '/v1/customers', outcome: 'rate_limited' }),
  );
  expect(JSON.stringify(counted)).not.toContain(workspaceId);
});

test('the requests of a cancelled session are counted', async () => {
  const { workspaceId, account } = await deployment.connect({ customers: 3_000, latency: { fixedMs: 100 } });
  account.requests.clear();
  const id = await deployment.startSync(workspaceId, 'initial');
  await afterRequests(account, 10);
  await deployment.call('POST', `/api/v1/workspaces/${workspaceId}/sync/sessions/${id}/cancel`);
  const { status } = await deployment.service.ended(workspaceId, id);
  expect(status).toBe('cancelled');
  // The activity learns of it with a heartbeat, and ends after the session.
  await expect
    .poll(async () => (await readsOf(workspaceId)) - account.requests.list().length, { timeout: 20_000 })
    .toBe(0);
});
