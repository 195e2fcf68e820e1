import { amount, flag, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Which payment pays which invoice: nothing else says it. */
export const invoicePayments = entity({
  singular: 'invoice payment',
  presets: [],
  columns: {
    invoiceExternalId: reference('invoices', { indexed: true }),
    paymentIntentExternalId: reference('payment_intents', { indexed: true }),
    chargeExternalId: reference('charges'),
    status: text(),
    currency: text(),
    amountRequested: amount(),
    amountPaid: amount(),
    isDefault: flag(),
    paidAt: instant(),
    canceledAt: instant(),
  },
});
