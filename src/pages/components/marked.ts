import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';

/** What is between two marks is shown by `inside`. */
const between = (text: string, mark: string, inside: (part: string) => Markup): Part =>
  text.split(mark).map((part, index) => (index % 2 === 0 ? part : inside(part)));

/** Descriptions are Markdown's: what is between backticks is code. */
export const withCode = (text: string): Part => between(text, '`', (part) => html`<code>${part}</code>`);

/** `webhook_endpoint.created` breaks between its words. */
export const breakable = (name: string): Markup[] =>
  name.split(/(?<=[._])/).map((part) => html`${part}<wbr />`);

/** Between asterisks is what stands on another's pages. */
export const withStrong = (text: string): Part =>
  between(text, '*', (part) => html`<strong>${part}</strong>`);
