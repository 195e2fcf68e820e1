import { amount, flag, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Single tries to move money. None is final: it can be refunded, disputed, or get its balance transaction later. */
export const charges = entity({
  singular: 'charge',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    paymentIntentExternalId: reference('payment_intents', { indexed: true }),
    status: text(),
    currency: text(),
    amount: amount(),
    amountCaptured: amount(),
    amountRefunded: amount(),
    paid: flag(),
    captured: flag(),
    refunded: flag(),
    disputed: flag(),
    failureCode: text(),
    description: text(),
    balanceTransactionExternalId: reference('balance_transactions'),
  },
});
