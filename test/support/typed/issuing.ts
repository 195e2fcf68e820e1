import type Stripe from 'stripe';
import type { Wire } from '../../../simulator/stripe/wire/wire.ts';
import { amount, id, shared } from './read.ts';

export const issuingValues = {
  issuing_cardholders: (object: Wire<Stripe.Issuing.Cardholder>) => ({
    ...shared(object),
    name: object.name ?? null,
    email: object.email ?? null,
    status: object.status ?? null,
    type: object.type ?? null,
  }),
  issuing_cards: (object: Wire<Stripe.Issuing.Card>) => ({
    ...shared(object),
    cardholderExternalId: id(object.cardholder?.id),
    status: object.status ?? null,
    type: object.type ?? null,
    brand: object.brand ?? null,
    last4: object.last4 ?? null,
    currency: object.currency ?? null,
  }),
  issuing_authorizations: (object: Wire<Stripe.Issuing.Authorization>) => ({
    ...shared(object),
    cardExternalId: id(object.card?.id),
    cardholderExternalId: id(object.cardholder),
    status: object.status ?? null,
    approved: object.approved ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
  }),
  issuing_transactions: (object: Wire<Stripe.Issuing.Transaction>) => ({
    ...shared(object),
    cardExternalId: id(object.card),
    cardholderExternalId: id(object.cardholder),
    authorizationExternalId: id(object.authorization),
    type: object.type ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
  }),
  issuing_disputes: (object: Wire<Stripe.Issuing.Dispute>) => ({
    ...shared(object),
    transactionExternalId: id(object.transaction),
    status: object.status ?? null,
    currency: object.currency ?? null,
    amount: amount(object.amount),
  }),
};
