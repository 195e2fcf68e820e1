import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import type { WorkspaceId } from '../../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let at: string;
let key: string;

const second = (number: number) => new Date(1_700_000_000_000 + number * 1_000);

beforeAll(async () => {
  api = await startTestApi();
  workspace = await api.workspace();
  at = `/api/v1/workspaces/${workspace}`;
  key = await api.key(workspace, 'viewer');
  await api.db.inWorkspace(workspace, async (ws) => {
    for (const number of [1, 2, 3, 4, 5]) {
      for (const entity of entityTypes) {
        // Two of the same second, as a provider with second-wide timestamps has them.
        const row = {
          paymentProvider: 'stripe',
          externalId: `x_${number}`,
          providerCreatedAt: second(number >> 1),
        } as const;
        await ws[entity].createWithSync(row, {
          status: number === 2 ? 'conflict' : 'synced',
          source: 'list',
        });
      }
    }
    const amount = { unitAmount: 2n ** 60n, unitAmountDecimal: String(2n ** 60n), currency: 'usd' };
    const price = { paymentProvider: 'stripe', externalId: 'price_huge', ...amount } as const;
    await ws.prices.createWithSync(price, { status: 'synced', source: 'list' });
    const doomed = await ws.customers.getByExternalId('stripe', 'x_3');
    await ws.customers.delete(doomed!.id, doomed!.paymentSyncVersion);
  });
});
afterAll(() => api.stop());

const get = (path: string) => api.request('GET', at + path, { key });
const idsOf = (rows: { external_id: string }[]) => rows.map(({ external_id }) => external_id);

describe.each(entityTypes)('%s', (entity) => {
  it('are each listed once, newest first, at any page size', async () => {
    const whole = idsOf((await get(`/${entity}?limit=100&include_deleted=true`)).body.data);
    expect(whole.slice(0, 5)).toEqual(['x_5', 'x_4', 'x_3', 'x_2', 'x_1']);
    for (const limit of ['1', '2&include_provider_data=true', '3', '3&include_provider_data=true']) {
      const listed: string[] = [];
      for (let cursor = ''; ;) {
        const { data, next_cursor } = (await get(`/${entity}?limit=${limit}&include_deleted=true${cursor}`))
          .body;
        listed.push(...idsOf(data));
        if (next_cursor === null) break;
        cursor = `&cursor=${next_cursor}`;
      }
      expect(listed).toEqual(whole);
    }
  });

  it("are found by the provider's id and filtered by sync status", async () => {
    const { status, body } = await get(`/${entity}/x_5`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      external_id: 'x_5',
      payment_provider: 'stripe',
      payment_sync_status: 'synced',
    });
    expect((await get(`/${entity}/x_99`)).status).toBe(404);
    expect(idsOf((await get(`/${entity}?status=conflict`)).body.data)).toEqual(['x_2']);
  });

  it('are not visible to another workspace', async () => {
    const other = await api.workspace();
    const answer = await api.request('GET', `/api/v1/workspaces/${other}/${entity}?include_deleted=true`, {
      key: api.adminKey,
    });
    expect(answer.body).toEqual({ data: [], next_cursor: null });
  });
});

it('shows the provider’s objects of a list only if they are asked for, and always that of one row', async () => {
  for (const path of ['/customers?limit=1', '/customers?limit=100'])
    expect((await get(path)).body.data[0]).not.toHaveProperty('provider_data');
  expect((await get('/customers?include_provider_data=true')).body.data[0]).toHaveProperty('provider_data');
  expect((await get('/customers/x_5')).body).toHaveProperty('provider_data');
});

it('shows tombstones only if they are asked for', async () => {
  expect(idsOf((await get('/customers')).body.data)).not.toContain('x_3');
  expect((await get('/customers/x_3')).status).toBe(404);
  const tombstone = await get('/customers/x_3?include_deleted=true');
  expect(tombstone.body).toMatchObject({ external_id: 'x_3', deleted_at: expect.any(String) });
});

it('never rounds an amount', async () => {
  const { body } = await get('/prices/price_huge');
  expect(body).toMatchObject({ unit_amount: null, unit_amount_decimal: '1152921504606846976' });
});
