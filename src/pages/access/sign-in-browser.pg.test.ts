import { expect, test } from 'vitest';
import { freePort } from '../../../dev/stack/free-port.ts';
import { startTestApi } from '../../../test/support/api.ts';
import { openBrowser, overflowOf, seriousFaults } from '../../../test/support/browser/browser.ts';
import { TestIssuer } from '../../../test/support/oidc/test-issuer.ts';
import { listen } from '../../processes/listen.ts';

const it = test
  .extend('issuer', { scope: 'file' }, async ({}, { onCleanup }) => {
    const issuer = await new TestIssuer().start();
    onCleanup(() => issuer.stop());
    return issuer;
  })
  /** The service at the address that the issuer leads back to. */
  .extend('service', { scope: 'file' }, async ({ issuer }, { onCleanup }) => {
    const port = await freePort(18_090);
    const url = `http://localhost:${port}`;
    const api = await startTestApi({ oidc: issuer.oidc, publicBaseUrl: url });
    const listener = await listen(api.app, { host: '127.0.0.1', port });
    onCleanup(async () => {
      await listener.close(0);
      await api.stop();
    });
    return { api, url };
  })
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  });

it.for([360, 1440])(
  'a person signs in by the issuer, chooses a workspace, and is told if it failed, %i pixels wide',
  { timeout: 60_000 },
  async (width, { issuer, service, browser }) => {
    const { api, url } = service;
    const [one, two] = [await api.workspace(), await api.workspace()];
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    const inspect = async () => {
      faults.push(...(await seriousFaults(page)));
      if ((await overflowOf(page)) > 0) faults.push(`${page.url()} is wider than ${width} px`);
    };
    issuer.person = undefined;
    await page.goto(`${url}/workspaces/${one}`);
    const byIssuer = page.getByRole('link', { name: 'Sign in with your account' });
    await byIssuer.waitFor();
    await inspect();
    await byIssuer.click();
    await page.getByText('Signing in did not work').waitFor();
    await inspect();
    issuer.person = {
      claims: { sub: 'ada', name: 'Ada', workspaces: { [one]: 'operator', [two]: 'viewer' } },
    };
    await byIssuer.click();
    await page.waitForURL(`${url}/my-workspaces`);
    await inspect();
    await page.locator(`a[href="/workspaces/${two}"]`).click();
    await page.waitForURL(`${url}/workspaces/${two}`);
    await page.getByText('Ada').first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  },
);
