import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chosenOf } from '../../src/providers/provider-entity.ts';
import { stripeEntities } from '../../src/providers/stripe/stripe-entities.ts';
import { stripeKeyForm } from '../../src/providers/stripe/key-form.ts';

const page = readFileSync('docs/security.md', 'utf8');
const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${letter}${i + 1}`);
const tests = (text: string): string[] =>
  [...text.matchAll(/`([\w/.-]+\.test\.ts)`/g)].map(([, path]) => path!);

test('every finding of the security reading has an answer, and a test that tries it', () => {
  const rows = page
    .split('\n')
    .filter((line) => /^\| [HML]\d+[ ,]/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const answered = rows.flatMap(([, finding = '']) => [...finding.matchAll(/\b[HML]\d+\b/g)].map(String));
  expect(answered.toSorted()).toEqual(
    [...numbered('H', 3), ...numbered('M', 9), ...numbered('L', 16)].toSorted(),
  );
  const unanswered = rows.filter(
    ([, , answer = '', triedBy = '']) =>
      !/^(mended|kept)[:,] .{7}/.test(answer) || tests(triedBy).length === 0,
  );
  expect(unanswered).toEqual([]);
});

test('each test that the page names is there', () => {
  const named = tests(page);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test('who has found a hole is told where to report it, and when an answer comes', () => {
  const policy = readFileSync('SECURITY.md', 'utf8');
  expect(policy).toMatch(/private vulnerability reporting/);
  expect(policy).toMatch(/answer within \w+ working days/);
  expect(policy).toContain('(docs/security.md)');
  expect(page).toContain('(../SECURITY.md)');
  expect(readFileSync('README.md', 'utf8')).toContain('(docs/security.md)');
});

test('the least that a key of Stripe needs is listed, for each entity, with the form that has it ticked', () => {
  const document = readFileSync('docs/entities.md', 'utf8');
  const [, section = ''] = document.split('## The least that a key needs');
  const [whole = ''] = /^- `everything`.*$/m.exec(section) ?? [];
  const form = stripeKeyForm(chosenOf({ entities: stripeEntities }, ['everything']));
  expect(form.permissions.length).toBeGreaterThan(10);
  for (const { label } of form.permissions) expect(whole).toContain(label);
  expect(whole).toContain(form.url({ name: 'Payment sync', livemode: true }));
  // What is chosen by name says its own.
  const permissions = Object.values(stripeEntities).flatMap(({ permission }) => permission?.[1] ?? []);
  expect(permissions.length).toBeGreaterThan(form.permissions.length - 5);
  for (const name of permissions) expect(document).toContain(`${name}_read`);
});
