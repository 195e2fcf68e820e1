/**
 * `npm run screenshots -- <address of the API> <address of the simulator>`, with the demo's admin key in ADMIN_API_KEY, while
 * `npm run demo` is up: adds workspaces in other states, and takes the pictures of docs/images, each page in light and in dark.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { jsonServer } from '../demo/http.ts';
import { projectRoot } from '../paths.ts';
import { chromiumProgram } from '../stack/chromium-program.ts';
import { stageStates } from './stage.ts';

const [url, simulatorUrl] = process.argv.slice(2);
const key = process.env['ADMIN_API_KEY'];
if (url === undefined || simulatorUrl === undefined || key === undefined) {
  console.error('usage: ADMIN_API_KEY=… npm run screenshots -- http://127.0.0.1:8080 http://127.0.0.1:12111');
  process.exit(2);
}
const images = join(projectRoot, 'docs', 'images');

const api = jsonServer(url, key);
const syncing = await stageStates({ api, simulator: jsonServer(simulatorUrl), simulatorUrl });
const { workspaces } = await api.get<{ workspaces: { id: string; name: string }[] }>('/api/v1/workspaces');
const home = `/workspaces/${workspaces[0]?.id}`;

/** By the name of the picture. */
const pages: Record<string, string> = {
  overview: '/',
  workspace: home,
  syncing: `/workspaces/${syncing}`,
  syncs: `${home}/sessions`,
  webhooks: `${home}/webhooks`,
  conflicts: `${home}/conflicts`,
  schedule: `${home}/schedule`,
  figures: `${home}/figures`,
  timeline: `${home}/timeline`,
  keys: `${home}/keys`,
  audit: `${home}/audit`,
  settings: `${home}/settings`,
};

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('API key').fill(key!);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`${url}/`);
}

await mkdir(images, { recursive: true });
const browser = await chromium.launch({
  executablePath: await chromiumProgram(),
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  await signIn(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const [name, path] of Object.entries(pages)) {
      await page.goto(url + path);
      await page.screenshot({ path: join(images, `${name}-${colorScheme}.png`), fullPage: false });
    }
  }
} finally {
  await browser.close();
}
