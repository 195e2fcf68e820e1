import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { listingSlots } from '../../processes/worker-slots.ts';
import { stripeProvider } from '../../providers/stripe/stripe-provider.ts';
import { EventPages } from './event-pages.ts';

const key = 'sk_test_event_pages';
let simulator: Simulator;
let account: Account;
let happened: string[];
let pages: EventPages;

beforeAll(async () => {
  simulator = await startSimulator();
  account = simulator.createAccount({ keys: [key], limits: 'off', customers: 230 });
  for (let i = 0; i < 230; i += 1) account.customers.update(account.customers.idAt(i), { name: `c${i}` });
  happened = [...account.events.all()].map(({ id }) => id);
});
beforeEach(() => {
  account.faults.clear();
  const connected = stripeProvider({ apiBase: simulator.url }).connect({ api_key: key });
  pages = new EventPages({ account: connected, workspaceId: 'w' as WorkspaceId, slots: listingSlots(10) });
});
afterAll(() => simulator.stop());

async function all(): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  const store = ({ events }: { events: readonly string[] }) => {
    for (const json of events) ids.push((JSON.parse(json) as { id: string }).id);
    return Promise.resolve();
  };
  do cursor = await pages.read({ entityTypes: ['customers'], list: 0, since: 0, cursor }, store);
  while (cursor !== null);
  return ids;
}

test('events whose pages are too large are read in smaller ones, each once, and it is said', async () => {
  account.faults.add({ path: '^/v1/events', action: { kind: 'cut', bytes: 60_000 } });
  expect((await all()).toSorted()).toEqual(happened.toSorted());
  expect(pages.reduced).toBeLessThan(100);
});

test('without trouble a page has as many events as there can be', async () => {
  account.requests.clear();
  await all();
  expect(account.requests.list()).toHaveLength(3);
  expect(pages.reduced).toBeUndefined();
});

test.each([400, 404] as const)(
  'if the event behind which a page begins is gone (%i), its second is read again',
  async (status) => {
    const path = '^/v1/events.*starting_after';
    account.faults.add({
      path,
      nth: 1,
      action: { kind: 'resource_missing', status, param: 'starting_after' },
    });
    expect([...new Set(await all())].toSorted()).toEqual(happened.toSorted());
  },
);

test('an event that does not come, not even alone, is an error that waiting does not help', async () => {
  account.faults.add({ path: '^/v1/events', action: { kind: 'fails_with', id: happened[120]! } });
  await expect(all()).rejects.toMatchObject({ code: 'provider_unreadable', retryable: false });
});

test('if no event comes at all, the provider is away', async () => {
  account.faults.add({ path: '^/v1/events', action: { kind: 'status', status: 503 } });
  await expect(all()).rejects.toMatchObject({ code: 'provider_unavailable' });
});
