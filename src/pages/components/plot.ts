import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';

export interface Series {
  readonly name: string;
  readonly tone: 'first' | 'second' | 'bad' | 'off';
}

export interface PlotParts {
  readonly title: string;
  /** One line: the figure that matters. */
  readonly about?: Part;
  /** From the bottom up. */
  readonly series: readonly Series[];
  /** In order. A value is null if it is not known. */
  readonly buckets: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  /** `bars` stand on each other, `lines` each have their own height. */
  readonly shape: 'bars' | 'lines';
  /** A value as people read it. */
  readonly shown: (value: number) => string;
}

const width = 600;
const height = 120;

/** The smallest of 1, 2, 5, 10, 20 … that is not below the value. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= value) ?? value;
}

/** A figure over time, drawn by the server. Its labels are text beside the drawing, so that they keep their size at any width. */
export function plot(parts: PlotParts): Markup {
  const { title, about, series, buckets, shape, shown } = parts;
  const heights = buckets.map(({ values }) =>
    shape === 'bars'
      ? values.reduce<number>((sum, value) => sum + (value ?? 0), 0)
      : Math.max(0, ...values.map((value) => value ?? 0)),
  );
  const top = roundUp(Math.max(0, ...heights));
  const nothing = heights.every((value) => value === 0);
  return html`<figure class="plot">
    <figcaption>
      <h3>${title}</h3>
      ${about === undefined ? '' : html`<p>${about}</p>`}
      ${
        series.length < 2
          ? ''
          : html`<ul class="legend">
              ${series.map(({ name, tone }) => html`<li class="${tone}">${name}</li>`)}
            </ul>`
      }
    </figcaption>
    <div class="drawing">
      <span class="top">${nothing ? '' : shown(top)}</span>
      ${nothing ? html`<span class="nothing">Nothing in this time</span>` : ''}
      <svg
        viewBox="0 0 ${width} ${height}"
        preserveAspectRatio="none"
        role="img"
        aria-label="${title}; the table below has its values"
      >
        <path class="grid" d="M0 0.5H${width}M0 ${height / 2}H${width}M0 ${height - 0.5}H${width}" />
        ${shape === 'bars' ? bars(parts, top) : lines(parts, top)}
      </svg>
    </div>
    <p class="scale">
      <span>${buckets[0]?.label}</span>
      <span>${buckets.at(-1)?.label}</span>
    </p>
  </figure>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

function bars({ series, buckets, shown }: PlotParts, top: number): Markup[] {
  const step = width / Math.max(1, buckets.length);
  const gap = Math.min(4, step * 0.2);
  return buckets.map(({ label, values }, index) => {
    let floor = height;
    const told = series.map(({ name }, at) => {
      const value = values[at] ?? null;
      return `${name}: ${value === null ? 'not known' : shown(value)}`;
    });
    return html`<g>
      <title>${label}: ${told.join(', ')}</title>
      <rect class="target" x="${round(index * step)}" y="0" width="${round(step)}" height="${height}" />
      ${series.map(({ tone }, at) => {
        const tall = ((values[at] ?? 0) / top) * height;
        floor -= tall;
        return html`<rect
          class="${tone}"
          x="${round(index * step + gap / 2)}"
          y="${round(floor)}"
          width="${round(step - gap)}"
          height="${round(tall)}"
        />`;
      })}
    </g>`;
  });
}

function lines({ series, buckets, shown }: PlotParts, top: number): Markup[] {
  const step = width / Math.max(1, buckets.length);
  const x = (index: number) => round((index + 0.5) * step);
  const y = (value: number) => round(height - (value / top) * height);
  return series.map(({ name, tone }, at) => {
    let path = '';
    let begins = true;
    for (const [index, { values }] of buckets.entries()) {
      const value = values[at] ?? null;
      if (value !== null) path += `${begins ? 'M' : 'L'}${x(index)} ${y(value)}`;
      begins = value === null;
    }
    const dots = buckets.map(({ label, values }, index) => {
      const value = values[at] ?? null;
      return value === null
        ? ''
        : html`<path class="dot ${tone}" d="M${x(index)} ${y(value)}h0.01"
            ><title>${label}: ${name} ${shown(value)}</title></path
          >`;
    });
    return html`<path class="line ${tone}" d="${path}" />${dots}`;
  });
}

/** A line without a scale, to be read at a glance. The words beside it say what it shows. */
export function sparkline(values: readonly number[], label: string): Markup {
  const top = Math.max(1, ...values);
  const step = 100 / Math.max(1, values.length - 1);
  const path = values
    .map(
      (value, index) => `${index === 0 ? 'M' : 'L'}${round(index * step)} ${round(22 - (value / top) * 20)}`,
    )
    .join('');
  return html`<svg
    class="sparkline"
    viewBox="0 0 100 24"
    preserveAspectRatio="none"
    role="img"
    aria-label="${label}"
  >
    <path d="${path}" />
  </svg>`;
}
