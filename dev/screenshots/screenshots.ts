/**
 * `npm run screenshots`: starts the whole service with simulated accounts, brings workspaces into the states that people meet, and
 * takes the pictures of docs/images, each page in light and in dark. Prints when each page was first painted. Ends by itself.
 */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { commandLine } from '../command-line.ts';
import { jsonServer } from '../demo/http.ts';
import { projectRoot } from '../paths.ts';
import { chromiumProgram } from '../stack/debian/chromium-program.ts';
import { startProduct, type Product } from '../stack/product.ts';
import { startStack } from '../stack/stack.ts';
import { stageStates, type Staged } from './stage.ts';

/** Of each page, for the times. */
const loads = 5;

const usage = `npm run screenshots

Starts the whole service with simulated accounts, brings workspaces into the states that people meet, and takes the pictures of docs/images,
each page in light and in dark. Prints when each page was first painted. Ends by itself after some minutes. Needs Chromium.`;
commandLine(usage, {});

const images = join(projectRoot, 'docs', 'images');
const adminKey = `screenshots-${randomBytes(18).toString('base64url')}`;

/** By the name of the picture. */
const pagesOf = ({ main, syncing, receiver }: Staged): Record<string, string> => {
  const home = `/workspaces/${main}`;
  return {
    overview: '/',
    bulk: '/bulk?action=incremental_sync',
    workspace: home,
    syncing: `/workspaces/${syncing}`,
    syncs: `${home}/sessions`,
    webhooks: `${home}/webhooks`,
    quarantine: `${home}/webhooks?state=quarantined`,
    conflicts: `${home}/conflicts`,
    schedule: `${home}/schedule`,
    figures: `${home}/figures`,
    timeline: `${home}/timeline`,
    outgoing: `${home}/outgoing/${receiver}`,
    keys: `${home}/keys`,
    audit: `${home}/audit`,
    settings: `${home}/settings`,
    reference: '/docs',
  };
};

const stack = await startStack({ persistent: false, ui: true });
try {
  const product = await startProduct(stack, {
    accounts: [],
    adminKey,
    credentialKeys: `screenshots:${randomBytes(32).toString('base64')}`,
    watch: false,
    print: () => {},
  });
  const staged = await stageStates({
    api: jsonServer(product.apiUrl, adminKey),
    simulator: jsonServer(product.simulatorUrl),
    simulatorUrl: product.simulatorUrl,
    databaseUrl: stack.env['DATABASE_URL'] ?? '',
    receiverUrl: await takeWebhooks(),
  });
  await takeAll(product, staged);
} finally {
  await stack.stop();
}

/** A program that is told what happens, and is not always well. */
async function takeWebhooks(): Promise<string> {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    asked += 1;
    response.writeHead(asked === 2 ? 503 : 204).end(asked === 2 ? 'Deploying, back soon' : '');
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return `http://localhost:${(server.address() as AddressInfo).port}/payment-sync`;
}

async function takeAll(product: Product, staged: Staged): Promise<void> {
  await mkdir(images, { recursive: true });
  const browser = await chromium.launch({
    executablePath: await chromiumProgram(),
    args: ['--no-sandbox'],
  });
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({
        viewport: { width: 1_280, height: 800 },
        colorScheme,
        reducedMotion: 'reduce',
      });
      page.setDefaultTimeout(120_000);
      const take = (name: string) => page.screenshot({ path: join(images, `${name}-${colorScheme}.png`) });
      await signIn(page, product.apiUrl);
      for (const [name, path] of Object.entries(pagesOf(staged))) {
        if (colorScheme === 'light') await printTimes(page, name, product.apiUrl + path);
        else await page.goto(product.apiUrl + path);
        if (name === 'reference') await page.locator('#reference-list').waitFor({ state: 'detached' });
        await take(name);
      }
      if (colorScheme === 'light') {
        // Temporal's own Web UI, on the run of the sync that goes on.
        const run = encodeURIComponent(`workspace-sync:${staged.syncing}:stripe`);
        await page.goto(`${stack.temporal.uiUrl}/namespaces/${stack.temporal.namespace}/workflows/${run}`);
        await page.getByText('workspaceSync').first().waitFor();
        await page.waitForTimeout(3_000);
        await take('temporal');
      }
      await page.goto(await staged.connectLink());
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByText('Paste it here').waitFor();
      await take('connect');
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

/** Loads a page some times. From the request on, with the stylesheet in the browser's memory but for the first page. */
async function printTimes(page: Page, name: string, url: string): Promise<void> {
  const painted: number[] = [];
  const answered: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    await page.goto(url);
    const [paint, answer] = await timesOf(page);
    painted.push(paint);
    answered.push(answer);
  }
  const [first, most] = [median(painted), Math.round(Math.max(...painted))];
  console.log(
    `${name.padEnd(12)} painted after ${first} ms, at most ${most}; its answer began after ${median(answered)}`,
  );
}

function median(times: readonly number[]): number {
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!);
}

async function timesOf(page: Page): Promise<[painted: number, answered: number]> {
  return await page.evaluate<[number, number]>(`new Promise((resolve) => {
    const seen = (entries) => entries.find(({ name }) => name === 'first-contentful-paint');
    new PerformanceObserver((list) => {
      const paint = seen(list.getEntries());
      const [{ responseStart }] = performance.getEntriesByType('navigation');
      if (paint !== undefined) resolve([paint.startTime, responseStart]);
    }).observe({ type: 'paint', buffered: true });
  })`);
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('API key').fill(adminKey);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
}
