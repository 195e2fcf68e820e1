import { amount, instant, reference, text } from '../column.ts';
import { entity } from '../entity.ts';

/** Visits to a page where customers pay or subscribe. */
export const checkoutSessions = entity({
  singular: 'checkout session',
  presets: ['payments'],
  columns: {
    customerExternalId: reference('customers', { indexed: true }),
    paymentIntentExternalId: reference('payment_intents', { indexed: true }),
    subscriptionExternalId: reference('subscriptions'),
    invoiceExternalId: reference('invoices'),
    setupIntentExternalId: reference('setup_intents'),
    mode: text(),
    status: text(),
    paymentStatus: text(),
    currency: text(),
    amountTotal: amount(),
    amountSubtotal: amount(),
    clientReference: text('The merchant’s own id of what is bought.'),
    expiresAt: instant(),
  },
});
