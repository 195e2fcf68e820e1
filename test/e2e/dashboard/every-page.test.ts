import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { beginSync } from '../../support/begin-sync.ts';
import { startTestApi, type TestApi } from '../../support/api.ts';
import {
  openBrowser,
  overflowOf,
  seriousFaults,
  signIn,
  squeezedOn,
  watchedPage,
  type Watched,
} from '../../support/browser/browser.ts';
import { listen, type Listener } from '../../../src/processes/listen.ts';

let api: TestApi;
let server: Listener;
let browser: Browser;
let context: BrowserContext;
let watched: Watched;
let page: Page;
let url: string;
/** Of the workspace with the worst name. */
let home: string;
/** Pages of one session, event, receiver and delivery. */
let details: string[];

/** 200 characters in scripts of both directions, with marks, joined emoji and markup, and without a place to break. */
const worstName =
  `<b>&"'שלום مرحبا 你好 ไทย हिन्दी සිංහල 한국어 Ελληνικά Ж̷̢̛ 👩‍👩‍👧‍👦 ﷽ ${'Donaudampfschifffahrtsgesellschaft'.repeat(6)}`.slice(
    0,
    200,
  );

beforeAll(async () => {
  [api, browser] = await Promise.all([startTestApi({ publicBaseUrl: 'http://127.0.0.1' }), openBrowser()]);
  server = await listen(api.app, { host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${server.port}`;
  const { body } = await api.request('POST', '/api/v1/workspaces', {
    key: api.adminKey,
    body: { name: worstName },
  });
  home = `/workspaces/${body.id}`;
  const workspace = body.id;
  await api.connect(workspace);
  const { body: receiver } = await api.request('POST', `/api/v1${home}/webhook-endpoints`, {
    key: api.adminKey,
    body: { url: `https://example.com/${'x'.repeat(150)}`, description: worstName },
  });
  const receivers = `/api/v1${home}/webhook-endpoints/${receiver.id}`;
  const { body: delivery } = await api.request('POST', `${receivers}/test`, { key: api.adminKey });
  await api.db.inWorkspace(workspace, async (ws) => {
    const id = await beginSync(ws, ['customers']);
    details = [
      `${home}/sessions/${id}`,
      `${home}/webhooks/events/evt_worst`,
      `${home}/outgoing/${receiver.id}`,
      `${home}/outgoing/${receiver.id}/deliveries/${delivery.id}`,
    ];
    await ws.inbox.store('stripe', [
      {
        eventId: 'evt_worst',
        eventType: 'customer.updated',
        objectId: 'cus_worst',
        apiVersion: null,
        eventCreatedAt: new Date(),
        payload: JSON.stringify({ id: 'evt_worst', data: { object: { id: 'cus_worst', name: worstName } } }),
      },
    ]);
    await ws.sessions.transition(id, 'failed', {
      errorSummary: { code: 'provider_unauthorized', message: worstName },
    });
  });
  context = await browser.newContext();
  watched = await watchedPage(context, url);
  ({ page } = watched);
  await signIn(page, url, api.adminKey);
});
afterAll(async () => {
  await browser?.close();
  await server?.close(0);
  await api?.stop();
});

const paths = (): string[] => [
  '/',
  '/?search=nothing-is-called-so',
  '/workspaces',
  '/workspaces/new',
  '/figures',
  home,
  ...[
    '/sessions',
    '/webhooks',
    '/webhooks?state=quarantined',
    '/conflicts',
    '/schedule',
    '/figures',
    '/timeline',
    '/outgoing',
    '/keys',
    '/audit',
    '/settings',
  ].map((path) => home + path),
  ...details,
  '/outgoing',
  '/bulk?action=incremental_sync',
  '/sign-in',
  '/nowhere',
  '/_components',
];

it('has no serious fault of accessibility on any page, nor of contrast in the dark', async () => {
  const found: string[] = [];
  const look = async (path: string, builder: AxeBuilder) => {
    await page.goto(url + path);
    found.push(...(await seriousFaults(page, builder)).map((fault) => `${path}: ${fault}`));
  };
  for (const path of paths()) await look(path, new AxeBuilder({ page }));
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const path of ['/', home, `${home}/webhooks`, `${home}/settings`, '/_components'])
    await look(path, new AxeBuilder({ page }).withRules(['color-contrast']));
  expect(found).toEqual([]);
});

it('needs no scrolling sideways on a phone, a tablet and a desk, and squeezes no text', async () => {
  const wide: string[] = [];
  for (const width of [360, 768, 1_440]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of paths()) {
      await page.goto(url + path);
      const over = await overflowOf(page);
      if (over > 0) wide.push(`${path} at ${width}: ${over} px`);
      wide.push(...(await squeezedOn(page)).map((text) => `${path} at ${width} squeezes: ${text}`));
    }
  }
  expect(wide).toEqual([]);
});

it('loads at most 100 kB, everything from here, without a violation of its policy', async () => {
  const fresh = await browser.newContext({ storageState: await context.storageState() });
  const { page: first, faults } = await watchedPage(fresh, url);
  const session = await fresh.newCDPSession(first);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await first.goto(url + home, { waitUntil: 'load' });
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(100_000);
  expect([...faults, ...watched.faults]).toEqual([]);
  await fresh.close();
});
