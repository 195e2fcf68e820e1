import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { accountTest } from '../../../test/support/api-test.ts';
import { openBrowser, seriousFaults } from '../../../test/support/browser/browser.ts';
import { createConnectSession } from '../../services/connect-sessions/create-connect-session.ts';
import { connectSession } from '../../../test/support/seed.ts';

const portOf = (server: Pick<Server, 'address'>): number => (server.address() as AddressInfo).port;
const { createdBy: _, tokenHash: __, expiresAt: ___, ...wanted } = connectSession;

const it = accountTest
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  })
  /** The service's address, at another site than the pages that embed it. */
  .extend('service', { scope: 'file' }, async ({ api }, { onCleanup }) => {
    const server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
    await once(server, 'listening');
    onCleanup(() => void server.close());
    return `http://localhost:${portOf(server)}`;
  })
  /** A page of a platform with the address in a frame; it notes what the frame says. */
  .extend('platform', { scope: 'file' }, async ({}, { onCleanup }) => {
    const server = createServer((request, response) => {
      const url = new URL(request.url!, 'http://platform').searchParams.get('url')!;
      response.setHeader('content-type', 'text/html').end(
        `<script>said = []; onmessage = ({ data, origin }) => said.push({ ...data, origin })</script>
        <iframe src="${decodeURIComponent(url)}" width="600" height="700"></iframe>`,
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onCleanup(() => void server.close());
    return `http://127.0.0.1:${portOf(server)}`;
  })
  .extend('link', ({ api, workspace, service }) => async (embedOrigins: string[] = []): Promise<string> => {
    const caller = { workspaceId: workspace, actor: 'platform', requestId: null, remoteAddress: null };
    const capabilities = ['connect', 'view', 'sync', 'disconnect'] as const;
    const session = { ...wanted, capabilities: [...capabilities], embedOrigins, lastsSeconds: 600 };
    const { url } = await createConnectSession(api.deps, caller, session);
    return url.replace(api.deps.config.publicBaseUrl, service);
  })
  .extend('restricted', ({ account }) => {
    const key = `rk_test_${randomUUID().replaceAll('-', '')}`;
    account.addKey({ key });
    return key;
  });

/** What the browser complains about: a policy that was broken, a script that failed. */
function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('console', (message) => message.type() === 'error' && found.push(message.text()));
  page.on('pageerror', (error) => found.push(error.message));
  return found;
}

async function connect(
  page: Pick<Page, 'getByLabel' | 'getByRole' | 'getByText'>,
  key: string,
): Promise<void> {
  await page.getByLabel('API key', { exact: true }).fill(key);
  await page.getByRole('button', { name: 'Check the key' }).click();
  await page.getByRole('button', { name: 'Connect this account' }).click();
  await page.getByText('The account is connected').waitFor();
}

describe('in a browser', { timeout: 60_000 }, () => {
  it.for([360, 768, 1440])(
    'a merchant connects, %i pixels wide',
    async (width, { browser, link, restricted }) => {
      const context = await browser.newContext({ viewport: { width, height: 900 } });
      const page = await context.newPage();
      const complained = complaints(page);
      const hosts = new Set<string>();
      page.on('request', (request) => hosts.add(new URL(request.url()).hostname));
      const seen: string[] = [];
      const inspect = async () => {
        seen.push(...(await seriousFaults(page)));
        const beyond = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
        if (beyond === true) seen.push(`wider than ${width} px`);
      };
      await page.goto(await link());
      await inspect();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Paste it here').waitFor();
      expect(page.url()).not.toContain('#');
      await inspect();
      await connect(page, restricted);
      await inspect();
      await page.reload();
      await page.getByText('Your Stripe account').waitFor();
      expect({ complained, seen, hosts: [...hosts] }).toEqual({
        complained: [],
        seen: [],
        hosts: ['localhost'],
      });
      await context.close();
    },
  );

  it('a merchant connects without script', async ({ browser, link, restricted }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    const url = await link();
    await page.goto(url);
    await page.getByLabel('Paste the whole address').fill(url);
    await page.getByRole('button', { name: 'Continue' }).click();
    await connect(page, restricted);
    expect(await page.getByRole('button', { name: 'Show how far it is' }).count()).toBe(1);
    await context.close();
  });

  it('the platform’s page embeds it, and hears how far the merchant is, though the browser keeps no cookie of frames', async ({
    browser,
    link,
    platform,
    restricted,
  }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${platform}/?url=${encodeURIComponent(await link([platform]))}`);
    const frame = page.frameLocator('iframe');
    await frame.getByText('Paste it here').waitFor();
    const kept = await frame
      .locator('body')
      .evaluate('document.cookie = "tried=1; SameSite=None; Secure"; document.cookie');
    expect(kept).not.toContain('tried');
    await context.clearCookies();
    await connect(frame, restricted);
    const said = async () => JSON.stringify(await page.evaluate('said'));
    await expect.poll(said).toContain('"type":"wps:connected"');
    expect(await said()).not.toContain(restricted);
    await context.close();
  });

  it('the browser shows it in no other site’s frame', async ({ browser, link, platform }) => {
    const page = await browser.newPage();
    const complained = complaints(page);
    await page.goto(`${platform}/?url=${encodeURIComponent(await link(['https://app.example.com']))}`);
    await expect.poll(() => complained.join()).toContain('frame-ancestors');
    expect(await page.frameLocator('iframe').getByText('Stripe').count()).toBe(0);
    await page.close();
  });
});
