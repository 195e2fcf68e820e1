import { html } from 'hono/html';
import { flag, type Markup, type Part } from '../markup.ts';

export interface FieldParts {
  readonly name: string;
  readonly label: string;
  /** What to write, below the label. */
  readonly hint?: Part;
  readonly type?: 'text' | 'password' | 'number' | 'search' | 'datetime-local';
  readonly value?: string | number | null;
  readonly required?: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
  /** As the browser knows it: `off`, `current-password`, `one-time-code`. */
  readonly autocomplete?: string;
  readonly placeholder?: string;
  /** What was wrong with what was sent. */
  readonly problem?: string | undefined;
}

const described = (name: string, { hint, problem }: Pick<FieldParts, 'hint' | 'problem'>): Markup | '' => {
  const ids = [hint !== undefined && `${name}-hint`, problem !== undefined && `${name}-problem`].filter(
    (id) => id !== false,
  );
  return ids.length === 0 ? '' : html` aria-describedby="${ids.join(' ')}"`;
};

const around = (
  name: string,
  { label, hint, problem }: Pick<FieldParts, 'label' | 'hint' | 'problem'>,
  control: Markup,
): Markup =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    ${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`} ${control}
    ${problem === undefined ? '' : html`<p class="problem" id="${name}-problem">${problem}</p>`}
  </div>`;

const attribute = (name: string, value: string | number | null | undefined): Markup | '' =>
  value === undefined || value === null ? '' : html` ${name}="${value}"`;

/** A labelled line to write in. Its name is its id too: a page has it once. */
export const field = (parts: FieldParts): Markup => {
  const {
    name,
    type = 'text',
    value,
    min,
    max,
    maxLength,
    autocomplete = 'off',
    placeholder,
    problem,
  } = parts;
  return around(
    name,
    parts,
    html`<input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      ${type === 'text' || type === 'search' ? html` dir="auto"` : ''}
      ${attribute('value', value)}${attribute('min', min)}${attribute('max', max)}${attribute(
        'maxlength',
        maxLength,
      )}${attribute('placeholder', placeholder)}${flag('required', parts.required === true)}${described(name, parts)}${
        problem === undefined ? '' : html` aria-invalid="true"`
      }
    />`,
  );
};

/** A moment in UTC; a day ago, unless another is written. */
export const momentField = ({ name, label, hint }: Pick<FieldParts, 'name' | 'label' | 'hint'>): Markup =>
  field({
    name,
    label,
    type: 'datetime-local',
    required: true,
    value: new Date(Date.now() - 86_400_000).toISOString().slice(0, 16),
    ...(hint !== undefined && { hint }),
  });

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface ChoiceParts extends Pick<FieldParts, 'name' | 'label' | 'hint' | 'problem'> {
  readonly choices: readonly Choice[];
  readonly value?: string | null;
}

/** One of a few. */
export const choice = (parts: ChoiceParts): Markup =>
  around(
    parts.name,
    parts,
    html`<select id="${parts.name}" name="${parts.name}" ${described(parts.name, parts)}>
      ${parts.choices.map(
        ({ value, label }) =>
          html`<option value="${value}" ${flag('selected', value === parts.value)}>${label}</option>`,
      )}
    </select>`,
  );

export const tick = (name: string, label: Part, { value = 'yes', checked = false } = {}): Markup =>
  html`<label class="tick"
    ><input type="checkbox" name="${name}" value="${value}" ${flag('checked', checked)} />
    <span>${label}</span></label
  >`;

export interface TicksParts {
  readonly legend: string;
  readonly hint?: Part;
  readonly ticks: readonly Markup[];
}

/** Several of a few. */
export const ticks = ({ legend, hint, ticks: all }: TicksParts): Markup =>
  html`<fieldset class="ticks">
    <legend>${legend}</legend>
    ${hint === undefined ? '' : html`<p class="hint">${hint}</p>`}
    <div>${all}</div>
  </fieldset>`;

export interface ActionParts {
  readonly action: string;
  readonly label: Part;
  readonly tone?: 'main' | 'quiet' | 'danger';
  /** Asked before it is sent, where the page's script runs. */
  readonly confirm?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** One thing to do, as a button that is a form of its own. */
export const actionButton = ({ action, label, tone = 'quiet', confirm, values = {} }: ActionParts): Markup =>
  html`<form
    method="post"
    action="${action}"
    class="inline"
    ${confirm === undefined ? '' : html` data-confirm="${confirm}"`}
  >
    ${hiddenFields(values)}
    <button class="${tone}">${label}</button>
  </form>`;

export const hiddenFields = (values: Readonly<Record<string, string | number>>): Markup[] =>
  Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );

export const submit = (label: string, tone: 'main' | 'danger' | 'quiet' = 'main'): Markup =>
  html`<div class="actions"><button class="${tone}">${label}</button></div>`;
