import { expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changeInWords, changeWords } from './change-words.ts';

it('says what was changed, and names what people know', () => {
  expect(changeInWords('api_key.created', '01a2285d-21f2-789e-8036-497c92223ed5')).toBe(
    'An API key was created.',
  );
  expect(changeInWords('payment_provider.configured', 'stripe:acct_1')).toBe(
    'An account was connected (acct_1).',
  );
  expect(changeInWords('sync_schedule.set', 'stripe')).toBe('The schedule was set.');
  expect(changeInWords('conflict.resolved', 'customers:cus_1')).toBe('A conflict was decided (cus_1).');
});

it('has words for each action that is written into the audit log', () => {
  const root = join(import.meta.dirname, '..', '..');
  const written = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
    .flatMap((file) => [
      ...readFileSync(join(root, file), 'utf8').matchAll(
        /(?:auditEntry\(\s*\w+,|\baudit\(|\baction:)\s*'(\w+\.\w+)'/g,
      ),
    ])
    .map(([, action]) => action!);
  expect(new Set(written).size).toBeGreaterThan(20);
  expect(written.filter((action) => changeWords[action] === undefined)).toEqual([]);
});

it('says an action that it has no words for by its name', () => {
  expect(changeInWords('thing.was_done', 'stripe:x')).toBe('thing: was done (x).');
});
