import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Money that moved, or was to move: payments, refunds and authorizations in one. */
export const transactions = entity({
  singular: 'transaction',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    subscriptionExternalId: reference('subscriptions'),
    paymentMethodExternalId: reference('payment_methods'),
    type: text(),
    status: text(),
    method: text('How it was paid: `card`, `bank_transfer` …'),
    gateway: text(),
    currency: text(),
    amount: amount(),
    amountUnused: amount(),
    failureCode: text(),
    refundedExternalId: reference('transactions'),
    voidedAt: instant(),
  },
});
