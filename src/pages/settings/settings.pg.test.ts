import { expect } from 'vitest';
import { beginSync, endSync } from '../../../test/support/begin-sync.ts';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest
  .extend('home', async ({ api, workspace }) => {
    await api.connect(workspace);
    return `/workspaces/${workspace}`;
  })
  .extend(
    'copied',
    ({ api, workspace }) =>
      async () =>
        (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))?.entityTypes,
  )
  .extend('quotas', ({ api, workspace }) => async () => {
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/quotas`, {
      key: api.adminKey,
    });
    return body;
  });

it('what is copied is changed by ticks, and an empty choice is refused', async ({
  operator,
  home,
  copied,
}) => {
  const page = await operator.look(`${home}/settings`);
  expect(page.text).toContain('What is copied: 4 entities');
  expect(page.text).toMatch(/value="prices"\s+checked/);
  expect(page.text).toMatch(/Payment methods <span class="soft">a request for each customer</);
  const changed = await operator.send(`${home}/stripe/entities`, { entity_types: ['customers', 'invoices'] });
  expect(changed.text).toContain('The next sync reads what was added');
  expect(await copied()).toEqual(['customers', 'invoices']);
  await operator.look(`${home}/settings`);
  expect((await operator.send(`${home}/stripe/entities`)).to).toBe(`${home}/settings`);
  expect(await copied()).toEqual(['customers', 'invoices']);
});

it('quotas stand beside what is used of them; the platform changes them, an owner’s key does not', async ({
  operator,
  as,
  api,
  workspace,
  home,
  quotas,
}) => {
  expect((await operator.look(`${home}/settings`)).text).toContain('Used now: 0.');
  const changed = await operator.send(`${home}/quotas`, { syncs_per_day: '48', rows: '', readers: '3' });
  expect(changed.text).toContain('The quotas are changed.');
  expect(await quotas()).toMatchObject({
    syncs_per_day: { own: 48, used: 0 },
    rows: { own: null },
    readers: { own: 3 },
  });
  await operator.look(`${home}/settings`);
  expect((await operator.send(`${home}/quotas`, { readers: '99' })).text).toContain('Quotas');
  expect(await quotas()).toMatchObject({ readers: { own: 3 } });
  const owner = await as(await api.key(workspace, 'owner'));
  expect((await owner.look(`${home}/settings`)).text).toContain('0 of 48');
  expect((await owner.send(`${home}/quotas`, { syncs_per_day: '1000' })).status).toBe(403);
  expect(await quotas()).toMatchObject({ syncs_per_day: { own: 48 } });
});

it('after a refused key the workspace leads its owners to the form for a new one, before any sync', async ({
  operator,
  as,
  api,
  workspace,
  home,
}) => {
  expect((await operator.look(home)).text).not.toContain('Give a new key');
  const refused = { code: 'provider_unauthorized', message: 'Stripe does not accept this API key.' } as const;
  await api.db.inWorkspace(workspace, async (ws) => endSync(ws, await beginSync(ws), 'failed', refused));
  const { text } = await operator.look(home);
  const [, place] = /class="button main" href="[^"#]*\/settings#([^"]+)">Give a new key</.exec(text) ?? [];
  expect(text.indexOf('>Give a new key<')).toBeLessThan(text.indexOf('Start a full sync'));
  expect((await operator.look(`${home}/settings`)).text).toContain(`id="${place}"`);
  expect((await (await as(await api.key(workspace, 'operator'))).look(home)).text).not.toContain(
    '>Give a new key<',
  );
});
