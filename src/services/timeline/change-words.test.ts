import { expect, it } from 'vitest';
import { changeInWords } from './change-words.ts';

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

it('says an action that it has no words for by its name', () => {
  expect(changeInWords('thing.was_done', 'stripe:x')).toBe('thing: was done (x).');
});
