import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';

export interface SectionParts {
  readonly title: string;
  /** One line below the title. */
  readonly about?: Part;
  /** Beside the title. */
  readonly actions?: Part;
  readonly body: Part;
  readonly id?: string;
}

/** A part of a page with a heading of its own. */
export const section = ({ title, about, actions, body, id }: SectionParts): Markup =>
  html`<section class="section" ${id === undefined ? '' : html` id="${id}"`}>
    <header>
      <h2>${title}</h2>
      ${actions === undefined ? '' : html`<div class="actions">${actions}</div>`}
      ${about === undefined ? '' : html`<p class="about">${about}</p>`}
    </header>
    ${body}
  </section>`;

/** Names and values under each other. */
export const facts = (all: readonly (readonly [name: string, value: Part])[]): Markup =>
  html`<dl class="facts">
    ${all.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

/** Instead of what is not there yet: why, and what to do next. */
export const emptyState = (title: string, about: Part, action?: Part): Markup =>
  html`<div class="empty">
    <p><strong>${title}</strong></p>
    <p>${about}</p>
    ${action}
  </div>`;
