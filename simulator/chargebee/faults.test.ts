import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultAction } from '../core/faults.ts';
import type { Nonsense } from '../core/nonsense.ts';
import { startSimulator } from '../server.ts';
import type { Simulator } from '../simulator.ts';
import { ask, chargebeeClient, chargebeeFailure } from './chargebee-client.ts';
import type { Site } from './site/site.ts';

let simulator: Simulator;
let site: Site;
const key = 'test_faults';

beforeAll(async () => {
  simulator = await startSimulator();
  site = simulator.createSite({ keys: [key], limits: 'off', customers: 5 });
});
beforeEach(() => site.faults.clear());
afterAll(() => simulator.stop());

test.each([
  [{ kind: 'status', status: 400 }, 400, 'invalid_request'],
  [{ kind: 'status', status: 404, reason: 'site_not_found' }, 404, 'site_not_found'],
  [{ kind: 'status', status: 403, reason: 'request_blocked' }, 403, 'request_blocked'],
  [{ kind: 'status', status: 429 }, 429, 'api_request_limit_exceeded'],
  [{ kind: 'lock_timeout' }, 429, 'lock_timeout'],
  [{ kind: 'status', status: 503, reason: 'site_read_only_mode' }, 503, 'site_read_only_mode'],
  [{ kind: 'resource_missing', status: 404 }, 404, 'resource_not_found'],
] satisfies [FaultAction, number, string][])(
  '%o is answered as Chargebee answers',
  async (action, status, code) => {
    site.faults.add({ path: '^/api/v2/customers', action });
    const chargebee = chargebeeClient(simulator, key);
    expect(await chargebeeFailure(chargebee.customer.list())).toMatchObject({
      http_status_code: status,
      api_error_code: code,
    });
  },
);

test('a page of HTML comes with 200, and a connection ends in the middle', async () => {
  site.faults.add({ times: 1, action: { kind: 'bad_json', as: 'html' } });
  await expect(ask(simulator, key, '/customers')).rejects.toThrow(SyntaxError);
  site.faults.add({ times: 1, action: { kind: 'drop', when: 'half_body' } });
  await expect(ask(simulator, key, '/customers')).rejects.toThrow('terminated');
});

test('nonsense is of Chargebee’s form', async () => {
  const spoilt = async (as: Nonsense) => {
    site.faults.clear();
    site.faults.add({ action: { kind: 'nonsense', as } });
    return (await ask(simulator, key, '/customers')).body;
  };
  expect(await spoilt('empty_with_more')).toEqual({ list: [], next_offset: expect.any(String) });
  expect((await spoilt('item_twice')).list.at(-1)).toEqual((await spoilt('item_twice')).list[0]);
  expect((await spoilt('item_without_id')).list[0]!['customer']).not.toHaveProperty('id');
  expect((await spoilt('more_than_asked')).list).toHaveLength(10);
});
