import type Stripe from 'stripe';
import type { Wire } from '../../../simulator/stripe/wire/wire.ts';
import { amount, id, instant, shared } from './read.ts';

export const billingValues = {
  invoices: (object: Wire<Stripe.Invoice>) => ({
    ...shared(object),
    customerExternalId: id(object.customer),
    subscriptionExternalId: id(object.parent?.subscription_details?.subscription),
    number: object.number ?? null,
    status: object.status ?? null,
    currency: object.currency ?? null,
    billingReason: object.billing_reason ?? null,
    collectionMethod: object.collection_method ?? null,
    total: amount(object.total),
    subtotal: amount(object.subtotal),
    amountDue: amount(object.amount_due),
    amountPaid: amount(object.amount_paid),
    amountRemaining: amount(object.amount_remaining),
    periodStart: instant(object.period_start),
    periodEnd: instant(object.period_end),
    dueDate: instant(object.due_date),
  }),
  credit_notes: (object: Wire<Stripe.CreditNote>) => ({
    ...shared(object),
    invoiceExternalId: id(object.invoice),
    customerExternalId: id(object.customer),
    number: object.number ?? null,
    status: object.status ?? null,
    type: object.type ?? null,
    reason: object.reason ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
    voidedAt: instant(object.voided_at),
  }),
  subscription_schedules: (object: Wire<Stripe.SubscriptionSchedule>) => ({
    ...shared(object),
    customerExternalId: id(object.customer),
    subscriptionExternalId: id(object.subscription),
    status: object.status ?? null,
    endBehavior: object.end_behavior ?? null,
    phaseStart: instant(object.current_phase?.start_date),
    phaseEnd: instant(object.current_phase?.end_date),
    canceledAt: instant(object.canceled_at),
    completedAt: instant(object.completed_at),
    releasedAt: instant(object.released_at),
  }),
};
