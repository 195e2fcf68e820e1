import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';
import { icon } from './icon.ts';

/** What just happened, or what to know before going on. An error is read out at once. */
export const notice = (tone: 'good' | 'bad' | 'warn' | 'info', text: Part): Markup =>
  html`<div class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">
    ${icon(tone === 'good' ? 'check' : tone === 'info' ? 'clock' : 'alert')}
    <p>${text}</p>
  </div>`;
