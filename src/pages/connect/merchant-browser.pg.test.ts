import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { freePort } from '../../../dev/stack/free-port.ts';
import { openBrowser, overflowOf, seriousFaults } from '../../../test/support/browser/browser.ts';
import { platformTest } from '../../../test/support/platform-test.ts';
import { connectSession } from '../../../test/support/seed.ts';
import { createApp } from '../../api/app.ts';
import { listen } from '../../processes/listen.ts';
import { createConnectSession } from '../../services/connect-sessions/create-connect-session.ts';
import { pages } from '../pages.ts';

const { createdBy: _, tokenHash: __, expiresAt: ___, ...wanted } = connectSession;
type Wanted = Partial<Parameters<typeof createConnectSession>[2]>;

const it = platformTest
  .extend('workspace', ({ api }) => api.workspace())
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  /** The service at the address to which Stripe leads back. */
  .extend('service', { scope: 'file' }, async ({ api }, { onCleanup }) => {
    const port = await freePort(18_080);
    const publicBaseUrl = `http://localhost:${port}`;
    const deps = { ...api.deps, config: { ...api.deps.config, publicBaseUrl } };
    const listener = await listen(createApp(deps, [pages]), { host: '127.0.0.1', port });
    onCleanup(() => listener.close(0));
    return { deps, publicBaseUrl };
  })
  /** A merchant's phone on the page of a new link, and what was seen on the way that should not be. */
  .extend('open', ({ browser, service, workspace }, { onCleanup }) => async (session: Wanted) => {
    const context = await browser.newContext({ viewport: { width: 360, height: 800 } });
    onCleanup(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const inspect = async () => {
      faults.push(...(await seriousFaults(page)));
      const over = await overflowOf(page);
      if (over > 0) faults.push(`${over} px wider than the phone`);
    };
    const caller = { workspaceId: workspace, actor: 'platform', requestId: null, remoteAddress: null };
    const { url } = await createConnectSession(service.deps, caller, {
      ...wanted,
      capabilities: ['connect', 'view', 'sync', 'disconnect'],
      lastsSeconds: 600,
      ...session,
    });
    await page.goto(url);
    await press(page, 'Continue');
    await page.getByText('Paste it here').waitFor();
    await inspect();
    return { page, faults, inspect };
  });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

describe('on a phone', { timeout: 60_000 }, () => {
  it('a merchant takes away what is not to be copied, and the key is made and checked for the rest', async ({
    open,
    platform,
    row,
    workspace,
  }) => {
    const { page, faults, inspect } = await open({
      entityTypes: ['customers', 'prices', 'products'],
      merchantChooses: true,
    });
    const made = () =>
      page
        .getByRole('link', { name: /test key|Make it at/ })
        .first()
        .getAttribute('href');
    expect(await made()).toContain('rak_plan_read');
    await page.getByRole('checkbox', { name: 'Prices' }).uncheck();
    await press(page, 'Save the choice');
    await page.getByText('Chosen.').waitFor();
    await inspect();
    expect(await page.getByRole('checkbox', { name: 'Prices' }).isChecked()).toBe(false);
    expect(await made()).not.toContain('rak_plan_read');
    const key = `rk_test_${randomUUID().replaceAll('-', '')}`;
    platform.simulator.createAccount({ keys: [], limits: 'off' }).addKey({ key, denied: ['prices'] });
    await page.getByLabel('API key', { exact: true }).fill(key);
    await press(page, 'Check the key');
    await inspect();
    await press(page, 'Connect this account');
    await page.getByText('The account is connected').waitFor();
    await inspect();
    expect((await row(workspace))?.entityTypes).toEqual(['customers', 'products']);
    expect(faults).toEqual([]);
  });

  it('“Connect with Stripe” leads to Stripe and back to the connected account, without a key', async ({
    open,
    platform,
    row,
    workspace,
  }) => {
    const { page, faults, inspect } = await open({});
    const account = platform.simulator.createAccount({ keys: [], limits: 'off' });
    platform.account.connected.next = account;
    await press(page, 'Connect with Stripe');
    await page.getByText('The account is connected, and is being copied.').waitFor();
    await page.getByText('without a key of yours').waitFor();
    await inspect();
    expect(await row(workspace)).toMatchObject({ accountId: account.id, throughPlatform: true });
    expect(faults).toEqual([]);
  });

  it('one who does not allow it at Stripe comes back, is told so, and may try again', async ({
    open,
    platform,
    row,
    workspace,
  }) => {
    const { page, faults, inspect } = await open({});
    platform.account.connected.next = 'denied';
    await press(page, 'Connect with Stripe');
    await page.getByText('Nothing was connected: you did not allow it').waitFor();
    await inspect();
    expect(await row(workspace)).toBeUndefined();
    platform.account.connected.next = platform.simulator.createAccount({ keys: [], limits: 'off' });
    await press(page, 'Connect with Stripe');
    await page.getByText('The account is connected, and is being copied.').waitFor();
    expect(faults).toEqual([]);
  });

  it('a merchant of Chargebee reads what to click, for the key and for the webhook', async ({ open }) => {
    const { page, faults } = await open({ provider: 'chargebee' });
    const steps = page.locator('.clicks');
    expect(await steps.innerText()).toContain('API Keys and Webhooks');
    expect(await steps.innerText()).toContain('Read-Only Key');
    expect(faults).toEqual([]);
  });
});
