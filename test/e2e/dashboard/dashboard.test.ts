import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { openBrowser, signIn, watchedPage, type Watched } from '../../support/browser/browser.ts';
import { deliver } from '../../support/deliver.ts';
import type { ConnectedWorkspace } from '../../support/service.ts';

let deployment: Deployment;
let browser: Browser;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  [deployment, browser] = await Promise.all([startDeployment(), openBrowser()]);
  await deployment.startWorker();
  watched = await watchedPage(await browser.newContext({ timezoneId: 'Europe/Berlin' }), deployment.url);
  ({ page } = watched);
  page.setDefaultTimeout(20_000);
  await signIn(page, deployment.url, deployment.adminKey);
});
afterAll(async () => {
  await browser?.close();
  await deployment?.stop();
});

const sizes = { customers: 12_000, products: 20, prices: 60, subscriptions: 900 };
const small = { customers: 20, products: 2, prices: 2, subscriptions: 5 };

const home = ({ workspaceId }: ConnectedWorkspace, path = '') =>
  `${deployment.url}/workspaces/${workspaceId}${path}`;
const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
/** The notice that a form leaves. */
const said = (text: string) => page.locator('.notice', { hasText: text }).first().waitFor();
const synced = async (): Promise<ConnectedWorkspace> => {
  const workspace = await deployment.connect(small);
  const id = await deployment.startSync(workspace.workspaceId, 'initial');
  await deployment.service.ended(workspace.workspaceId, id);
  return workspace;
};

it('signs in, starts a sync, sees its progress move, cancels it, and starts it again where it stopped', async () => {
  const workspace = await deployment.connect({ ...sizes, limits: { perSecond: 8 } });
  await page.goto(deployment.url);
  await page.getByRole('link', { name: 'Test' }).first().click();
  await page.getByText('Nothing has been copied yet.').waitFor();
  await press('Start a full sync');
  await said('The sync has started.');
  const read = page.locator('[data-label="Read"]').first();
  const readNow = async () => Number((await read.textContent())?.replaceAll(/\D/g, ''));
  await expect.poll(readNow, { timeout: 20_000 }).toBeGreaterThan(0);
  const before = await readNow();
  await expect.poll(readNow, { timeout: 20_000 }).toBeGreaterThan(before);
  await press('Cancel');
  await confirm('Cancel');
  await said('The sync is cancelled.');
  await page.locator('.badge', { hasText: 'Incomplete' }).waitFor();
  expect(await page.locator('time').first().getAttribute('title')).toContain('Europe/Berlin');
  await page.goto(home(workspace, '/sessions'));
  await page.getByRole('link', { name: 'Full sync' }).click();
  await page.locator('.badge', { hasText: 'Cancelled' }).waitFor();

  await page.goto(home(workspace));
  const [rows] = await page.locator('[data-label="Rows"]').allTextContents();
  expect(Number(rows?.replaceAll(/\D/g, ''))).toBeGreaterThanOrEqual(before);
  await press('Start a full sync');
  await page.locator('.badge', { hasText: 'Current' }).waitFor({ timeout: 60_000 });
  expect((await page.locator('[data-label="Rows"]').allTextContents())[0]?.trim()).toBe('12,000');
});

it('a merchant connects by the operator’s link, sees the first sync, and gives a new key later', async () => {
  const { service, url } = deployment;
  const newKey = () => `rk_live_${randomUUID().replaceAll('-', '')}`;
  const [key, later] = [newKey(), newKey()];
  const account = service.simulator.createAccount({ ...small, keys: [key], limits: 'off' });
  const { body } = await deployment.call('POST', '/api/v1/workspaces', { name: 'Harbour Cycles' });
  await page.goto(`${url}/workspaces/${body.id}`);
  await press('Make a link');
  const link = (await page.locator('.secret code').textContent())!;

  const context = await browser.newContext();
  const { page: own, faults } = await watchedPage(context, url);
  const button = (name: string) => own.getByRole('button', { name }).click();
  const paste = async (pasted: string) => {
    await own.getByLabel('API key', { exact: true }).fill(pasted);
    await button('Check the key');
  };
  await own.goto(link);
  await button('Continue');
  await paste(key);
  await button('Connect this account');
  await own.locator('.progress .complete').first().waitFor();
  await own.locator('.badge', { hasText: 'Current' }).waitFor();
  account.addKey({ key: later });
  await button('Give a new key');
  await paste(later);
  await button('Use this key');
  await own.getByText(`…${later.slice(-4)}`).waitFor();
  expect(faults).toEqual([]);
  await context.close();

  await page.goto(`${url}/workspaces/${body.id}`);
  await page.locator('.badge', { hasText: 'Current' }).waitFor();
  await page.goto(`${url}/workspaces/${body.id}/timeline`);
  await page.getByText('The merchant opened the link').waitFor();
});

it('replays what is in quarantine, one event and all', async () => {
  const workspace = await synced();
  const payload = (id: string) => ({
    id,
    object: 'event',
    type: 'customer.updated',
    created: 1_700_000_000,
    livemode: true,
    data: {},
  });
  await deliver(deployment.service, workspace, [payload('evt_1'), payload('evt_2')]);
  await page.goto(home(workspace, '/webhooks?state=quarantined'));
  await expect
    .poll(
      async () => {
        await page.reload();
        return await page.getByRole('button', { name: 'Replay', exact: true }).count();
      },
      { timeout: 30_000 },
    )
    .toBe(2);
  await press('Replay');
  await said('waits to be applied again');
  await press('Replay all');
  await confirm('Replay all');
  await said('will be applied again');
});

it('decides a conflict with both versions side by side', async () => {
  const workspace = await synced();
  const { service } = deployment;
  await service.db.inWorkspace(workspace.workspaceId, async (ws) => {
    await ws.paymentConfigs.update('stripe', { conflictPolicy: 'manual' });
    const row = (await ws.customers.getByExternalId('stripe', workspace.account.customers.idAt(1)))!;
    await ws.customers.update(row.id, row.paymentSyncVersion, { name: 'Changed here' });
  });
  workspace.account.customers.update(workspace.account.customers.idAt(1), { name: 'Changed at Stripe' });
  const again = await deployment.startSync(workspace.workspaceId, 'initial');
  await service.ended(workspace.workspaceId, again);
  await page.goto(home(workspace, '/conflicts'));
  await page.getByText('Changed here', { exact: true }).waitFor();
  await page.getByText('Changed at Stripe', { exact: true }).waitFor();
  await press('Keep ours');
  await said('has our version now');
  await page.getByText('No row waits for a decision').waitFor();
  const kept = await service.db.inWorkspace(workspace.workspaceId, (ws) =>
    ws.customers.getByExternalId('stripe', workspace.account.customers.idAt(1)),
  );
  expect(kept).toMatchObject({ name: 'Changed here', paymentSyncStatus: 'pending' });
});

it('rotates the webhook’s secret, sets a schedule, makes a key that sees its role only, and deletes the workspace', async () => {
  const workspace = await synced();
  await page.goto(home(workspace, '/webhooks'));
  await press('Rotate the secret');
  await confirm('Rotate the secret');
  await said('A new endpoint with a new secret is there.');
  await page.goto(home(workspace, '/schedule'));
  await press('Save');
  await said('The schedule is set.');
  await page.getByText('every 6 hours').waitFor();
  await page.goto(home(workspace, '/keys'));
  await page.getByLabel('Name').fill('A viewer');
  await press('Create');
  const key = (await page.locator('.secret code').textContent())!;

  const other = await watchedPage(await browser.newContext(), deployment.url);
  await signIn(other.page, deployment.url, key);
  expect(other.page.url()).toBe(home(workspace));
  expect(await other.page.getByRole('button').allTextContents()).not.toContain('Sync now');
  expect((await other.page.goto(home(workspace, '/audit')))?.status()).toBe(403);
  await other.page.goto(home(workspace));

  await page.goto(home(workspace, '/keys'));
  await press('Revoke');
  await confirm('Revoke');
  await said('The key is revoked.');
  // Its page notices by itself that the key has ended.
  await other.page.getByText('You were signed out').waitFor({ timeout: 20_000 });
  expect(other.faults).toEqual([]);

  await page.goto(home(workspace, '/settings'));
  await page.getByLabel('The workspace’s name').fill('Test');
  await press('Delete for ever');
  await said('The workspace is deleted.');
  expect((await page.goto(home(workspace)))?.status()).toBe(404);
});

it('without script, a sync is started and cancelled, and an event replayed', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  const workspace = await deployment.connect({ ...sizes, limits: { perSecond: 3 } });
  await signIn(plain, deployment.url, deployment.adminKey);
  await plain.goto(home(workspace));
  await plain.getByRole('button', { name: 'Start a full sync' }).click();
  await plain.getByText('The sync has started.').waitFor();
  await plain.getByRole('button', { name: 'Cancel' }).click();
  await plain.getByText('The sync is cancelled.').waitFor();
  await deliver(deployment.service, workspace, [
    {
      id: 'evt_plain',
      object: 'event',
      type: 'customer.updated',
      created: 1_700_000_000,
      livemode: true,
      data: {},
    },
  ]);
  await plain.goto(home(workspace, '/webhooks/events/evt_plain'));
  await plain.getByRole('button', { name: 'Replay' }).click();
  await plain.getByText('waits to be applied again').waitFor();
  expect(await plain.locator('[data-shown]').first().textContent()).toMatch(/UTC$/);
  await context.close();
});

it('violated no policy, asked no other host and threw nothing', () => {
  expect(watched.faults).toEqual([]);
});
