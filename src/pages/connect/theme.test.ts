import { expect, it } from 'vitest';
import { themeSheet } from './theme.ts';

it.each([
  ['#ffffff', '#000000'],
  ['#ffd500', '#000000'],
  ['#635bff', '#ffffff'],
  ['#0a2540', '#ffffff'],
])('on %s a button’s text is %s', (accent, ink) => {
  expect(themeSheet({ accent })).toContain(`background: ${accent}; border-color: ${accent}; color: ${ink};`);
});

it('sets corners and mode, and nothing that was not asked for', () => {
  expect(themeSheet({ radius: 0, mode: 'dark' })).toBe(':root { color-scheme: dark; --radius: 0px; }\n');
  expect(themeSheet({})).toBe('');
});
