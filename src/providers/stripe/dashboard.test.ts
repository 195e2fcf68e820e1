import { expect, it } from 'vitest';
import { stripeDashboardUrl } from './dashboard.ts';

const of = { accountId: 'acct_1', livemode: true } as const;

it.for([
  [{ ...of, kind: 'customers', id: 'cus_1' }, 'https://dashboard.stripe.com/acct_1/customers/cus_1'],
  [
    { ...of, livemode: false, kind: 'charges', id: 'ch_1' },
    'https://dashboard.stripe.com/acct_1/test/payments/ch_1',
  ],
  [{ ...of, accountId: null, kind: 'events', id: 'evt_1' }, 'https://dashboard.stripe.com/events/evt_1'],
  [{ ...of, livemode: false, kind: 'account', id: 'acct_1' }, 'https://dashboard.stripe.com/acct_1/test'],
  // A merchant chooses ids of coupons.
  [{ ...of, kind: 'coupons', id: '50 %/?x' }, 'https://dashboard.stripe.com/acct_1/coupons/50%20%25%2F%3Fx'],
  [{ ...of, kind: 'balance_transactions', id: 'txn_1' }, undefined],
] as const)('%o is at its own address, in its account and mode', ([thing, address]) => {
  expect(stripeDashboardUrl(thing)).toBe(address);
});
