import { html } from 'hono/html';
import type { Markup, Part } from '../markup.ts';

const units: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
];

/** How long in one unit, such as `3 minutes`. */
export function lengthInWords(seconds: number): string {
  for (const [size, name] of units) {
    const whole = Math.floor(seconds / size);
    if (whole >= 1) return `${whole} ${name}${whole === 1 ? '' : 's'}`;
  }
  return `${Math.max(0, Math.round(seconds))} s`;
}

function relative(seconds: number): string {
  if (Math.abs(seconds) < 10) return 'just now';
  return seconds > 0 ? `${lengthInWords(seconds)} ago` : `in ${lengthInWords(-seconds)}`;
}

const inUtc = (at: Date): string => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** A moment, by how long ago it is; the moment itself shows on pointing at it. The page's script keeps it right, and shows local time. */
export const ago = (moment: Date | number | null, otherwise = 'never'): Markup | string => {
  if (moment === null) return otherwise;
  const at = new Date(moment);
  return html`<time datetime="${at.toISOString()}" data-shown="ago" title="${inUtc(at)}"
    >${relative((Date.now() - at.getTime()) / 1_000)}</time
  >`;
};

/** A moment by date and time: in UTC, and in local time where the page's script runs. */
export const moment = (when: Date | number): Markup => {
  const at = new Date(when);
  return html`<time datetime="${at.toISOString()}" data-shown="moment" title="${inUtc(at)}"
    >${inUtc(at)}</time
  >`;
};

const minute = /(\d{4}-\d\d-\d\d \d\d:\d\d) UTC/;

/** A sentence of the service's, whose times in UTC become the reader's where the page's script runs. */
export const withTimes = (sentence: string): Part[] =>
  sentence
    .split(minute)
    .map((part, index) =>
      index % 2 === 0
        ? part
        : html`<time datetime="${part.replace(' ', 'T')}:00.000Z" data-shown="minute">${part} UTC</time>`,
    );

/** How long something took or takes, in two units at most. Empty if it is not known. */
export function duration(ms: number | null): string {
  if (ms === null) return '';
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3_600)} h`;
}
