import { describe, expect } from 'vitest';
import { activityTest } from '../../../test/support/activities/activity-test.ts';
import { eventBody } from '../../../test/support/webhooks.ts';

/** What an event of an account's own API version says, as far as it can be trusted. */
const inAnotherVersion = (object: { id: string; created: number }, type = 'customer.updated') =>
  eventBody({
    type,
    api_version: '2024-06-20',
    data: { object: { id: object.id, created: object.created } },
  });

/** The same order each time, and not that of the list. */
const shuffled = <T>(all: readonly T[]): T[] =>
  all
    .map((each, i) => [(i * 7919) % 10_007, each] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, each]) => each);

const it = activityTest
  .override('spec', { customers: 500, perSecond: 1 })
  .extend(
    'asked',
    ({ account }) =>
      () =>
        account.requests.list().map(({ path }) => path),
  )
  .extend(
    'names',
    ({ inWorkspace }) =>
      async () =>
        new Map(
          (await inWorkspace((ws) => ws.customers.list({ limit: 10_000 }))).map(({ externalId, name }) => [
            externalId,
            name,
          ]),
        ),
  )
  /** Changes all customers of these places, and returns events of it that do not show how. */
  .extend('change', ({ account: { customers } }) => (places: readonly number[]): string[] => {
    const changed = places.map((place) => customers.update(customers.idAt(place), { name: 'changed' }));
    return shuffled(changed).map((customer) => inAnotherVersion(customer));
  });

const all = Array.from({ length: 500 }, (_, i) => i);

it('many changed objects are read by pages: no more of them than a full sync lists, plus one a batch', async ({
  list,
  change,
  drain,
  asked,
  names,
}) => {
  await list('customers');
  const listed = asked().filter((path) => path === '/v1/customers').length;
  const { events, drained } = await drain(change(all));
  expect([drained, events.quarantined]).toEqual([true, 0]);
  expect([...(await names()).values()].filter((name) => name !== 'changed')).toEqual([]);
  expect(asked().filter((path) => path.startsWith('/v1/customers/'))).toEqual([]);
  expect(asked().filter((path) => path === '/v1/customers').length - listed).toBeLessThanOrEqual(3 * listed);
});

it('new objects, which have no rows yet, are read by pages too', async ({ account, drain, asked, names }) => {
  const created = [...account.customers.all()].slice(0, 150);
  await drain(shuffled(created).map((customer) => inAnotherVersion(customer, 'customer.created')));
  expect((await names()).size).toBeGreaterThanOrEqual(150);
  expect(asked().length).toBeLessThan(10);
});

it('a few changed objects far from each other are fetched one by one', async ({
  list,
  change,
  drain,
  asked,
}) => {
  await list('customers');
  const before = asked().length;
  const { events } = await drain(change([3, 103, 203, 303, 403]));
  expect(events.applied).toBe(5);
  expect(
    asked()
      .slice(before)
      .every((path) => path.startsWith('/v1/customers/')),
  ).toBe(true);
});

it('objects that no page shows are fetched, and are tombstones if they are gone', async ({
  account: { customers },
  list,
  change,
  drain,
  asked,
  names,
}) => {
  await list('customers');
  const events = change(all.slice(0, 40));
  const gone = [5, 6, 20].map((place) => customers.idAt(place));
  for (const id of gone) customers.delete(id);
  await drain(events);
  const rows = await names();
  expect(gone.filter((id) => rows.has(id))).toEqual([]);
  expect(asked().filter((path) => path.startsWith('/v1/customers/'))).toHaveLength(3);
});

it('an object whose fetches fail holds no other up', async ({
  account,
  change,
  drain,
  inWorkspace,
  names,
}) => {
  const { customers, faults } = account;
  const poison = customers.idAt(0);
  faults.add({ path: `^/v1/customers/${poison}`, action: { kind: 'status', status: 500 } });
  const bodies = change([0, 100, 200]);
  const outcome = await drain(bodies);
  expect(outcome).toMatchObject({ drained: true, blocked: null, events: { applied: 2, quarantined: 1 } });
  expect((await names()).size).toBe(2);
  const { id } = bodies
    .map((body) => JSON.parse(body) as { id: string; data: { object: { id: string } } })
    .find(({ data }) => data.object.id === poison)!;
  expect(await inWorkspace((ws) => ws.inbox.get(id))).toMatchObject({
    state: 'quarantined',
    stateReason: expect.stringContaining('Stripe answered 500'),
  });
});

it('objects whose list cannot be read are fetched one by one', async ({ account, change, drain, names }) => {
  account.faults.add({ path: '^/v1/customers\\?', action: { kind: 'status', status: 403 } });
  const { events } = await drain(change(all.slice(0, 30)));
  expect(events.applied).toBe(30);
  expect((await names()).size).toBe(30);
});

describe('an account whose objects are of one second', () => {
  it.override('spec', { customers: 450, perSecond: 10_000 });

  it('is read page after page', async ({ list, change, drain, asked, names }) => {
    await list('customers');
    const before = asked().length;
    await drain(change(all.slice(0, 450)));
    expect([...(await names()).values()].filter((name) => name !== 'changed')).toEqual([]);
    expect(asked().length - before).toBeLessThanOrEqual(15);
  });
});
