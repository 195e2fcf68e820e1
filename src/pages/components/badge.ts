import { html } from 'hono/html';
import type { Markup } from '../markup.ts';
import { icon, type IconName } from './icon.ts';

/** How good or bad something is. The colour and the sign say the same as the words. */
export type Tone = 'good' | 'busy' | 'wait' | 'warn' | 'bad' | 'off';

const signs: Record<Tone, IconName> = {
  good: 'check',
  busy: 'sync',
  wait: 'clock',
  warn: 'clock',
  bad: 'alert',
  off: 'pause',
};

/** A state in one or two words. */
export const badge = (tone: Tone, words: string, sign = signs[tone]): Markup =>
  html`<span class="badge ${tone}">${icon(sign)}${words}</span>`;
