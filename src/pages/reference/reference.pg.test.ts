import { AxeBuilder } from '@axe-core/playwright';
import { describe, expect } from 'vitest';
import { listen } from '../../processes/listen.ts';
import { apiTest } from '../../../test/support/api-test.ts';
import { openBrowser, overflowOf, watchedPage } from '../../../test/support/browser/browser.ts';
import { fill, operationsOf } from '../../../test/support/routes.ts';

const it = apiTest
  .extend('url', { scope: 'file' }, async ({ api }, { onCleanup }) => {
    const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
    onCleanup(() => server.close(0));
    return `http://127.0.0.1:${server.port}`;
  })
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }) => {
    const browser = await openBrowser();
    onCleanup(() => browser.close());
    return browser;
  });

it('every operation has a description, a group that is described, and every body an example', async ({
  api,
}) => {
  const { groups, operations } = await operationsOf(api);
  const lacking = operations.flatMap(({ method, path, operation }) => {
    const lacks = [
      (operation.description ?? '').length < 30 && 'description',
      !groups.has(operation.tags?.[0] ?? '') && 'group',
      operation.body !== undefined && operation.example === undefined && 'example',
    ].filter(Boolean);
    return lacks.length === 0 ? [] : [`${method} ${path}: ${lacks.join()}`];
  });
  expect(lacking).toEqual([]);
});

it('the API takes every example', async ({ api }) => {
  const workspace = await api.workspace();
  await api.connect(workspace);
  const refused: string[] = [];
  const { operations } = await operationsOf(api);
  const tried = operations.filter(({ operation }) => operation.example !== undefined);
  for (const { method, path, role, operation } of tried) {
    if (!path.startsWith('/api/v1/')) continue;
    const answer = await api.request(method, fill({ method, path, role }, workspace), {
      key: api.adminKey,
      body: operation.example,
    });
    // The provider knows no key that is written in a document.
    const bad = [400, 415].includes(answer.status) && answer.body.code !== 'provider_unauthorized';
    if (bad) refused.push(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  }
  expect(tried.length).toBeGreaterThan(15);
  expect(refused).toEqual([]);
});

it('nobody frames the page, and it runs nothing but what this service serves', async ({ api }) => {
  const answer = await api.app.request('/docs');
  const policy = answer.headers.get('content-security-policy')!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|https?:/);
  expect(await answer.text()).not.toMatch(/<script>|<style>|https?:\/\//);
});

describe('in a browser', { timeout: 120_000 }, () => {
  it('names every operation without script, each at the address that opens it with script', async ({
    api,
    url,
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${url}/docs#/API%20keys`);
    const { operations } = await operationsOf(api);
    const summaries = await page.locator('.opblock-summary').allTextContents();
    expect(summaries.length).toBe(operations.length);
    for (const { method, path } of operations)
      expect(summaries.some((text) => text.includes(method) && text.includes(path))).toBe(true);
    const top = async (text: string) => (await page.getByRole('heading', { name: text }).boundingBox())!.y;
    expect(await top('API keys')).toBeLessThan(100);
    await context.close();
  });

  it('is shown before its library has come, which takes its place without moving it', async ({
    url,
    browser,
  }) => {
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
    const { page, faults } = await watchedPage(context, url);
    const come = Promise.withResolvers<void>();
    await page.route('**/assets/swagger-ui-*.js', async (route) => {
      await come.promise;
      await route.continue();
    });
    await page.goto(`${url}/docs`);
    const placeOf = async (text: string) => {
      const { x, y } = (await page.getByText(text, { exact: true }).first().boundingBox())!;
      return { x: Math.round(x), y: Math.round(y) };
    };
    const texts = ['Workspaces', 'Create a workspace', 'Get a workspace', 'Authorize'];
    const first = await Promise.all(texts.map(placeOf));
    expect(await page.locator('.opblock-summary-control').count()).toBe(0);
    come.resolve();
    await page.locator('.opblock-summary-control').first().waitFor();
    expect(await Promise.all(texts.map(placeOf))).toEqual(first);
    await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).click();
    await expect
      .poll(async () => (await page.locator('[id="operations-tag-API_keys"]').boundingBox())!.y)
      .toBeLessThan(200);
    expect(faults).toEqual([]);
    await context.close();
  });

  it('finds an operation by its words, and tries it with a key', async ({ api, url, browser }) => {
    const workspace = await api.workspace();
    const context = await browser.newContext({ viewport: { width: 1_280, height: 900 } });
    const { page, faults } = await watchedPage(context, url);
    page.setDefaultTimeout(60_000);
    await page.goto(`${url}/docs`);
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.locator('#auth-bearer-value').fill(api.adminKey);
    await page.getByRole('button', { name: 'Apply credentials' }).first().click();
    await page.getByRole('button', { name: 'Close' }).first().click();

    /** What is clicked while the page still leaves others out is made anew, and closed. */
    const find = async (words: string) => {
      const before = await page.locator('.opblock').count();
      await page.locator('.operation-filter-input').fill(words);
      await expect.poll(() => page.locator('.opblock').count(), { timeout: 60_000 }).not.toBe(before);
    };
    await find('create workspace');
    const create = page.locator('.opblock', { hasText: 'Create a workspace' });
    await create.locator('.opblock-summary-control').click();
    await create.getByRole('button', { name: 'Execute' }).click();
    await create.locator('.live-responses-table .response', { hasText: '201' }).first().waitFor();
    expect(await create.locator('.live-responses-table').textContent()).toContain('Acme GmbH');

    await find('get workspace date');
    const get = page.locator('.opblock', { hasText: 'Get a workspace' }).first();
    await get.locator('.opblock-summary-control').click();
    await get.getByPlaceholder('workspace_id').fill(workspace);
    await get.getByRole('button', { name: 'Execute' }).click();
    await get.locator('.live-responses-table .response', { hasText: '200' }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  it('shows everything on a phone and a desk, without a serious fault of accessibility', async ({
    url,
    browser,
  }) => {
    const context = await browser.newContext({
      colorScheme: 'dark',
      viewport: { width: 1_280, height: 900 },
    });
    const { page, faults } = await watchedPage(context, url);
    await page.goto(`${url}/docs`);
    await page.locator('#reference-list').waitFor({ state: 'detached' });
    const found: string[] = [];
    for (const width of [1_280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      if ((await overflowOf(page)) > 0) found.push(`wider than ${width}`);
    }
    // The rest of the page is one operation after another.
    await page.locator('.operation-filter-input').fill('rotate secret');
    await page.getByText('Create a workspace').first().waitFor({ state: 'detached' });
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      // Swagger UI puts a button into another.
      for (const { id, impact, nodes } of violations.filter((each) => each.id !== 'nested-interactive'))
        if (impact === 'critical' || impact === 'serious')
          found.push(`${id}: ${nodes[0]?.html.slice(0, 200)}`);
    }
    expect([...found, ...faults]).toEqual([]);
    await context.close();
  });
});
