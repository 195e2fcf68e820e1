import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../../test/support/api.ts';
import { connectedWorkspace, deliver, eventBody } from '../../../../test/support/webhooks.ts';
import { entityOf } from '../../../providers/provider-entity.ts';
import type { WorkspaceId } from '../../../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let secret: string;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  ({ workspace, secret, key } = await connectedWorkspace(api));
});
afterAll(() => api.stop());

const wait = (query: string) =>
  api.request('GET', `/api/v1/workspaces/${workspace}/sync/stripe/wait?${query}`, { key });

/** As a worker writes it when it has applied an event of that second. */
const present = (id: string, seconds: number, entityType: 'customers' | 'products' = 'customers') =>
  api.db.inWorkspace(workspace, async ({ copies }) => {
    const { mapping } = entityOf(api.deps.providers.stripe, entityType);
    const json = JSON.stringify({ id, created: 1, livemode: false });
    const snapshot = { from: seconds * 1000 - 2_000, to: seconds * 1000 + 1_000 };
    const object = { json, snapshot, eventAt: new Date(seconds * 1000) };
    await copies.applyEvents('stripe', mapping, [object], null, 'provider_wins');
  });

const deleted = (externalId: string, seconds: number, entityType: 'customers' | 'products' = 'customers') =>
  api.db.inWorkspace(workspace, async ({ copies }) => {
    const { mapping } = entityOf(api.deps.providers.stripe, entityType);
    const snapshot = { from: seconds * 1000, to: seconds * 1000 + 1_000 };
    const deletion = { externalId, snapshot, eventAt: new Date(seconds * 1000) };
    const origin = { source: 'event', sessionId: null } as const;
    await copies.markDeleted('stripe', mapping, [deletion], origin);
  });

describe('waiting for an event', () => {
  it('ends when it is applied', async () => {
    const body = eventBody();
    const { id } = JSON.parse(body);
    const waiting = wait(`event=${id}&timeout=20`);
    await sleep(60);
    await deliver(api.app, workspace, body, secret);
    await sleep(60);
    await api.db.inWorkspace(workspace, async ({ inbox }) => {
      const event = (await inbox.get(id))!;
      await inbox.settle('stripe', [{ event, state: 'applied', reason: null }], null);
    });
    expect(await waiting).toMatchObject({
      status: 200,
      body: { settled: true, event: { id, state: 'applied' } },
    });
  });

  it('ends with 202 at its timeout, whether the event has come or not', async () => {
    const body = eventBody();
    const { id } = JSON.parse(body);
    expect(await wait(`event=${id}&timeout=0`)).toMatchObject({
      status: 202,
      body: { settled: false, event: null },
    });
    await deliver(api.app, workspace, body, secret);
    const started = performance.now();
    expect(await wait(`event=${id}&timeout=0.3`)).toMatchObject({
      status: 202,
      body: { event: { state: 'stored' } },
    });
    expect(performance.now() - started).toBeGreaterThan(290);
  });
});

describe('waiting for an object', () => {
  it('ends when its row is as of then, and not by an older one', async () => {
    await present('cus_1', 1_760_000_000);
    expect(await wait('object=cus_1&timeout=0')).toMatchObject({ status: 200 });
    expect(await wait('object=cus_1&since=1760000000&timeout=0')).toMatchObject({
      status: 200,
      body: { settled: true, objects: [{ entity_type: 'customers', external_id: 'cus_1', deleted: false }] },
    });
    expect(await wait('object=cus_1&since=1760000001&timeout=0')).toMatchObject({ status: 202 });
    const waiting = wait('object=cus_1&since=2025-10-09T08:53:21Z&timeout=20');
    await sleep(60);
    await present('cus_1', 1_760_000_001);
    expect(await waiting).toMatchObject({ status: 200, body: { settled: true } });
  });

  it('ends when it is deleted, whenever that was', async () => {
    await present('cus_2', 1_760_000_000);
    const now = Math.floor(Date.now() / 1000);
    expect(await wait(`object=cus_2&since=${now}&timeout=0`)).toMatchObject({ status: 202 });
    await deleted('cus_2', now - 2);
    expect(await wait(`object=cus_2&since=${now}&timeout=0`)).toMatchObject({
      status: 200,
      body: { settled: true, objects: [{ deleted: true }] },
    });
  });

  it('whose id may come back is not ended by an older deletion, nor while an event about it waits', async () => {
    await present('gold', 1_760_000_000, 'products');
    await deleted('gold', 1_760_000_002, 'products');
    expect(await wait('object=gold&since=1760000002&timeout=0')).toMatchObject({
      status: 200,
      body: { settled: true, objects: [{ entity_type: 'products', deleted: true }] },
    });
    expect(await wait('object=gold&since=1760000003&timeout=0')).toMatchObject({ status: 202 });
    const body = eventBody({ type: 'product.created', data: { object: { id: 'gold' } } });
    await deliver(api.app, workspace, body, secret);
    expect(await wait('object=gold&since=1760000002&timeout=0')).toMatchObject({ status: 202 });
  });

  it.each([
    ['customer.discount.created', { object: { id: 'di_1', object: 'discount', customer: 'cus_3' } }, 202],
    ['payment_method.detached', { object: { id: 'pm_1' }, previous_attributes: { customer: 'cus_3' } }, 202],
    ['customer.discount.created', { object: { id: 'di_2', object: 'discount', customer: 'cus_33' } }, 200],
    ['product.updated', { object: { id: 'prod_1', name: 'cus_3' } }, 200],
  ])('%s, waiting, about %j, answers %i', async (type, data, status) => {
    await present('cus_3', 1_760_000_000);
    await deliver(api.app, workspace, eventBody({ type, data }), secret);
    expect(await wait('object=cus_3&since=1760000000&timeout=0')).toMatchObject({ status });
  });

  it('of which nothing is known ends with 202 at its timeout', async () => {
    expect(await wait('object=cus_none&timeout=0.1')).toMatchObject({ status: 202, body: { objects: [] } });
  });
});

it.each([
  '',
  'event=evt_1&object=cus_1',
  'event=evt_1&since=1',
  'event=',
  'object=cus_1&since=yesterday',
  'object=cus_1&timeout=26',
  'event=evt_1&timeout=-1',
  'event=evt_1&until=1',
])('is refused when asked for %j', async (query) => {
  expect(await wait(query)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
});
