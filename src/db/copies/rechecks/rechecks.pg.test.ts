import { expect } from 'vitest';
import { workspaceTest as it } from '../../../../test/support/workspace-test.ts';

const provider = 'stripe';
const problem = { code: 'provider_rejected', message: 'No.' } as const;

/** Moves a workspace's rechecks back in time, as if this much had passed. */
const pass = (interval: string) =>
  `update sync_rechecks set due_at = due_at - interval '${interval}', requested_at = requested_at - interval '${interval}'`;

it('are those of the entities that are asked for', async ({ inWorkspace }) => {
  await inWorkspace(async ({ rechecks }) => {
    await rechecks.add(provider, 'prices', ['price_1'], 'unordered');
    await rechecks.add(provider, 'customers', ['cus_1', 'cus_2'], 'missing');
    const ids = async (scope: Parameters<typeof rechecks.take>[1]) =>
      (await rechecks.take(provider, scope, 10)).map(({ externalId }) => externalId).toSorted();
    expect(await ids({})).toEqual(['cus_1', 'cus_2', 'price_1']);
    expect(await ids({ entityTypes: ['customers'] })).toEqual(['cus_1', 'cus_2']);
    expect(await ids({ except: ['customers'] })).toEqual(['price_1']);
    expect(await rechecks.count(provider, { entityTypes: ['products'] })).toBe(0);
    expect(await rechecks.pending(provider)).toBe(3);
  });
});

it('whose fetches fail are tried later each time, and named meanwhile', async ({
  inWorkspace,
  superuser,
}) => {
  const price = { entityType: 'prices', externalId: 'price_1' } as const;
  await inWorkspace((ws) => ws.rechecks.add(provider, 'prices', ['price_1'], 'missing'));
  const waits: number[] = [];
  for (let tries = 0; tries < 8; tries += 1) {
    await inWorkspace((ws) => ws.rechecks.setAside(provider, price, problem));
    let hours = 0;
    while ((await inWorkspace((ws) => ws.rechecks.count(provider))) === 0) {
      await superuser.query(pass('1 hour'));
      hours += 1;
    }
    waits.push(hours);
  }
  expect(waits).toEqual([1, 1, 4, 16, 64, 168, 168, 168]);
  await inWorkspace(async ({ rechecks }) => {
    await rechecks.setAside(provider, price, problem);
    await rechecks.setAside(provider, { ...price, externalId: 'price_2' }, problem);
    // Asked for again, it does not come sooner.
    await rechecks.add(provider, 'prices', ['price_1'], 'missing');
    expect(await rechecks.count(provider)).toBe(0);
    expect(await rechecks.pending(provider)).toBe(2);
    expect(await rechecks.failing(provider, {})).toEqual([
      { entityType: 'prices', externalId: 'price_1', objects: 2, problem },
    ]);
    expect(await rechecks.failing(provider, { entityTypes: ['customers'] })).toEqual([]);
  });
});

it('that find an object which no list shows are not asked for again, but for a check at times', async ({
  inWorkspace,
  superuser,
}) => {
  const take = async () => (await inWorkspace((ws) => ws.rechecks.take(provider, {}, 10)))[0];
  await inWorkspace((ws) => ws.rechecks.add(provider, 'prices', ['price_1'], 'missing'));
  const first = (await take())!;
  await inWorkspace((ws) => ws.rechecks.done(first, 'present'));
  expect(await take()).toBeUndefined();

  // An event that cannot be ordered asks for it at once, and does not make it a listed one.
  await inWorkspace((ws) => ws.rechecks.add(provider, 'prices', ['price_1'], 'unordered'));
  const second = (await take())!;
  await inWorkspace((ws) => ws.rechecks.done(second, 'present'));
  expect(await inWorkspace((ws) => ws.rechecks.pending(provider))).toBe(0);

  await superuser.query(pass('11 days'));
  const check = (await take())!;
  expect(check).toMatchObject({ unlistedAt: expect.any(Date) });
  await inWorkspace((ws) => ws.rechecks.done(check, 'deleted'));
  await superuser.query(pass('11 days'));
  expect(await take()).toBeUndefined();
});

it('of an object whose order was unknown leave nothing behind', async ({ inWorkspace, superuser }) => {
  await inWorkspace(async ({ rechecks }) => {
    await rechecks.add(provider, 'prices', ['price_1'], 'unordered');
    await rechecks.done((await rechecks.take(provider, {}, 1))[0]!, 'present');
  });
  await superuser.query(pass('100 days'));
  expect(await inWorkspace((ws) => ws.rechecks.pending(provider))).toBe(0);
});
