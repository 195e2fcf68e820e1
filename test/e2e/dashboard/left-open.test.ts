import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listen, type Listener } from '../../../src/processes/listen.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import { openBrowser, signIn, watchedPage } from '../../support/browser/browser.ts';

let api: TestApi;
let server: Listener;
let browser: Browser;

beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi(), openBrowser()]);
  server = await listen(api.app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await api?.stop();
});

it('a page of another release gets today’s files, and no browser keeps them under the old name', async () => {
  const [, today = ''] = /href="(\/assets\/style-[^"]+)"/.exec(
    await (await api.app.request('/sign-in')).text(),
  )!;
  const old = today.replace(/-[0-9a-f]{12}/, '-000000000000');
  const [now, then] = [await api.app.request(today), await api.app.request(old)];
  expect(now.headers.get('cache-control')).toContain('immutable');
  expect(then.headers.get('cache-control')).toBe('no-store');
  expect(await then.text()).toBe(await now.text());
  for (const path of ['/assets/other-000000000000.css', '/assets/style.exe', '/assets/..%2fpackage.json'])
    expect((await api.app.request(path)).status).toBe(404);
});

it('a page left open over a release says so once it is connected again, and loads nothing by itself', async () => {
  const url = `http://127.0.0.1:${server.port}`;
  const { page } = await watchedPage(await browser.newContext(), url);
  await signIn(page, url, api.adminKey);
  await page.locator('#overview').waitFor();
  const said = page.getByText('This page is of an earlier release');
  await page.route('**/assets/style-*.css', (route) =>
    route.fulfill({ status: 200, headers: { 'cache-control': 'no-store' } }),
  );
  const connectAgain = () =>
    page.evaluate(`document.dispatchEvent(new CustomEvent('htmx:sse:after:connection'))`);
  expect(await said.isVisible()).toBe(false);
  await page.getByPlaceholder('A name, or').fill('half a na');
  await connectAgain();
  await connectAgain();
  await said.waitFor();
  expect(await page.getByPlaceholder('A name, or').inputValue()).toBe('half a na');
});
