import { html } from 'hono/html';
import { named, type Markup } from '../markup.ts';
import { count } from './number.ts';

/** A provider's or a merchant's text, which may have any length: its beginning, and that more is left out. */
export const excerpt = (text: string, maxLength: number): Markup =>
  text.length <= maxLength
    ? named(text)
    : html`${named(text.slice(0, maxLength))}… <span class="soft">(${count(text.length)} characters)</span>`;
