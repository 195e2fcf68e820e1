import { expect, it } from 'vitest';
import { parseOrigin, parseOrigins } from './origins.ts';

it.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://app.example.com/', 'https://app.example.com'],
  ['http://localhost:3000', 'http://localhost:3000'],
  ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
])('%s is an origin', (text, origin) => expect(parseOrigin(text)).toBe(origin));

it.each([
  'http://app.example.com',
  'https://app.example.com/path',
  'https://user@app.example.com',
  'https://*.example.com',
  'https://a;script-src',
  "https://'self'",
  'javascript:alert(1)',
  'null',
  "https://app.example.com'; script-src *",
  '',
])('%j is none', (text) => expect(parseOrigin(text)).toBeUndefined());

it('reads a list, and names the part that is no origin', () => {
  expect(parseOrigins('')).toEqual([]);
  expect(parseOrigins(' https://a.example , https://b.example:8443 ')).toEqual([
    'https://a.example',
    'https://b.example:8443',
  ]);
  expect(() => parseOrigins('https://a.example,b.example')).toThrow(/"b.example" is no origin/);
});
