import { html } from 'hono/html';
import type { Markup } from '../markup.ts';

/** A path with these parameters; those that are undefined or empty are left out. */
export function pathWith(
  path: string,
  parameters: Readonly<Record<string, string | readonly string[] | null | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters)) {
    for (const value of [values ?? []].flat()) if (value !== '') query.append(name, value);
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The ways to the first page and to the next. Nothing if everything is on one page. */
export const pager = (first: string | null, next: string | null): Markup | '' =>
  first === null && next === null
    ? ''
    : html`<nav class="pager" aria-label="Pages">
        <span>${first === null ? '' : html`<a href="${first}">Back to the beginning</a>`}</span>
        <span>${next === null ? '' : html`<a href="${next}" rel="next">More</a>`}</span>
      </nav>`;
