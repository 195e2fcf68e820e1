import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumProgram } from '../../../dev/stack/debian/chromium-program.ts';

/** Chromium without a window. */
export const openBrowser = async (): Promise<Browser> =>
  await chromium.launch({ executablePath: await chromiumProgram(), args: ['--no-sandbox'] });

export interface Watched {
  readonly page: Page;
  /** What a page should never do: ask another host, violate the content policy, throw. */
  readonly faults: string[];
}

/** A page whose faults are collected. */
export async function watchedPage(context: BrowserContext, url: string): Promise<Watched> {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== url) faults.push(`asks ${request.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`throws ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy|violates/.test(message.text())) faults.push(message.text());
  });
  return { page, faults };
}

export async function signIn(page: Page, url: string, key: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((at) => at.pathname !== '/sign-in');
}

/** What axe calls serious or critical on a page as it is now. */
export async function seriousFaults(page: Page, builder = new AxeBuilder({ page })): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** How much wider the page is than its window: what one would have to scroll sideways for. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** Texts in a place so narrow that their words are broken into letters. */
export const squeezedOn = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('main *, .bar *')]
    .filter((each) => each.childElementCount === 0 && each.textContent.trim().length > 4)
    .map((each) => ({ text: each.textContent.trim().slice(0, 40), box: each.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 1 && box.width < 40 && box.height > 50)
    .map(({ text }) => text)`);
