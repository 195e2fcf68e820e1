import type Stripe from 'stripe';
import type { Wire } from '../../../simulator/stripe/wire/wire.ts';
import { amount, id, instant, shared } from './read.ts';

export const balanceValues = {
  payouts: (object: Wire<Stripe.Payout>) => ({
    ...shared(object),
    status: object.status ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
    arrivalDate: instant(object.arrival_date),
    automatic: object.automatic ?? null,
    method: object.method ?? null,
    type: object.type ?? null,
    failureCode: object.failure_code ?? null,
    description: object.description ?? null,
    balanceTransactionExternalId: id(object.balance_transaction),
  }),
  transfers: (object: Wire<Stripe.Transfer>) => ({
    ...shared(object),
    currency: object.currency ?? null,
    amount: amount(object.amount),
    amountReversed: amount(object.amount_reversed),
    reversed: object.reversed ?? null,
    transferGroup: object.transfer_group ?? null,
    description: object.description ?? null,
    balanceTransactionExternalId: id(object.balance_transaction),
  }),
  topups: (object: Wire<Stripe.Topup>) => ({
    ...shared(object),
    status: object.status ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
    description: object.description ?? null,
    failureCode: object.failure_code ?? null,
    balanceTransactionExternalId: id(object.balance_transaction),
  }),
  application_fees: (object: Wire<Stripe.ApplicationFee>) => ({
    ...shared(object),
    currency: object.currency ?? null,
    amount: amount(object.amount),
    amountRefunded: amount(object.amount_refunded),
    refunded: object.refunded ?? null,
    balanceTransactionExternalId: id(object.balance_transaction),
  }),
  balance_transactions: (object: Wire<Stripe.BalanceTransaction>) => ({
    ...shared(object),
    type: object.type ?? null,
    status: object.status ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
    fee: amount(object.fee),
    net: amount(object.net),
    reportingCategory: object.reporting_category ?? null,
    availableOn: instant(object.available_on),
    description: object.description ?? null,
  }),
};
