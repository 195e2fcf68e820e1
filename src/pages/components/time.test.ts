import { html } from 'hono/html';
import { expect, it } from 'vitest';
import { withTimes } from './time.ts';

it('has each time of a sentence where the page’s script finds it, and the rest as text', async () => {
  const shown = String(await html`${withTimes('At 2026-11-29 17:31 UTC, and <b> at 2026-11-30 08:00 UTC.')}`);
  expect(shown.replaceAll(/\s+/g, ' ')).toBe(
    'At <time datetime="2026-11-29T17:31:00.000Z" data-shown="minute">2026-11-29 17:31 UTC</time>, and &lt;b&gt; at ' +
      '<time datetime="2026-11-30T08:00:00.000Z" data-shown="minute">2026-11-30 08:00 UTC</time>.',
  );
  expect(withTimes('Nothing has been copied yet.')).toEqual(['Nothing has been copied yet.']);
});
