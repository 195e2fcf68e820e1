import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

/** Drawings of lucide (ISC licence), in a square of 24. */
const drawings = {
  check: html`<path d="M20 6 9 17l-5-5" />`,
  alert: html`<path
    d="m21.7 18-8-14a2 2 0 0 0-3.4 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4M12 17h.01"
  />`,
  cross: html`<path d="M18 6 6 18M6 6l12 12" />`,
  clock: html`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" />`,
  sync: html`<path d="M21 12a9 9 0 0 0-15.5-6.2L3 8M3 3v5h5M3 12a9 9 0 0 0 15.5 6.2L21 16M21 21v-5h-5" />`,
  pause: html`<path d="M8 5v14M16 5v14" />`,
  plug: html`<path d="M12 22v-5M9 8V2M15 8V2M18 8v4a6 6 0 0 1-12 0V8z" />`,
  search: html`<circle cx="11" cy="11" r="7" /><path d="m21 21-4.3-4.3" />`,
  outside: html`<path d="M15 3h6v6M10 14 21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6" />`,
  flask: html`<path
    d="M14 2v6a2 2 0 0 0 .2 1l5.6 10a2 2 0 0 1-1.8 3H6a2 2 0 0 1-1.8-3L9.8 9a2 2 0 0 0 .2-1V2M6.5 15h11M8.5 2h7"
  />`,
  lock: html`<rect x="4" y="11" width="16" height="10" rx="2" /><path d="M8 11V7a4 4 0 0 1 8 0v4" />`,
  right: html`<path d="m9 18 6-6-6-6" />`,
} as const;
export type IconName = keyof typeof drawings;

/** Decoration: what it means is in words beside it. */
export const icon = (name: IconName): Markup =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${drawings[name]}</svg>`;
