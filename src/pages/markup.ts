import { html } from 'hono/html';

/** A piece of a page, escaped. */
export type Markup = ReturnType<typeof html>;
export type Part = Markup | string | number | null | undefined | readonly Part[];

/** An attribute that is there or not, such as `disabled`. */
export const flag = (
  name: 'checked' | 'disabled' | 'hidden' | 'required' | 'selected' | 'open',
  on: boolean,
): Markup | '' => (on ? html` ${name}` : '');

/** A name that a person or a program chose: in any script, without a part in the direction of what is around it. */
export const named = (text: string): Markup => html`<bdi>${text}</bdi>`;
