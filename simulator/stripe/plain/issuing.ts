import type Stripe from 'stripe';
import issuingCardholdersExample from './issuing/issuing-cardholders.json' with { type: 'json' };
import issuingCardsExample from './issuing/issuing-cards.json' with { type: 'json' };
import issuingAuthorizationsExample from './issuing/issuing-authorizations.json' with { type: 'json' };
import issuingTransactionsExample from './issuing/issuing-transactions.json' with { type: 'json' };
import issuingDisputesExample from './issuing/issuing-disputes.json' with { type: 'json' };
import { exampleEntity } from './example-entity.ts';

export const issuingCardholders = exampleEntity<Stripe.Issuing.Cardholder>()({
  name: 'issuing_cardholders',
  object: 'issuing.cardholder',
  path: 'issuing/cardholders',
  ids: { prefix: 'ich_', length: 24 },
  permission: ['Issuing Cardholders', 'issuing_cardholder'],
  example: issuingCardholdersExample,
  events: { created: 'issuing_cardholder.created', updated: 'issuing_cardholder.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const issuingCards = exampleEntity<Stripe.Issuing.Card>()({
  name: 'issuing_cards',
  object: 'issuing.card',
  path: 'issuing/cards',
  ids: { prefix: 'ic_', length: 24 },
  permission: ['Issuing Cards', 'issuing_card'],
  example: issuingCardsExample,
  events: { created: 'issuing_card.created', updated: 'issuing_card.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const issuingAuthorizations = exampleEntity<Stripe.Issuing.Authorization>()({
  name: 'issuing_authorizations',
  object: 'issuing.authorization',
  path: 'issuing/authorizations',
  ids: { prefix: 'iauth_', length: 24 },
  permission: ['Issuing Authorizations', 'issuing_authorization'],
  example: issuingAuthorizationsExample,
  events: {
    created: 'issuing_authorization.created',
    updated: 'issuing_authorization.updated',
    deleted: null,
  },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const issuingTransactions = exampleEntity<Stripe.Issuing.Transaction>()({
  name: 'issuing_transactions',
  object: 'issuing.transaction',
  path: 'issuing/transactions',
  ids: { prefix: 'ipi_', length: 24 },
  permission: ['Issuing Transactions', 'issuing_transaction'],
  example: issuingTransactionsExample,
  events: { created: 'issuing_transaction.created', updated: 'issuing_transaction.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});

export const issuingDisputes = exampleEntity<Stripe.Issuing.Dispute>()({
  name: 'issuing_disputes',
  object: 'issuing.dispute',
  path: 'issuing/disputes',
  ids: { prefix: 'idp_', length: 24 },
  permission: ['Issuing Disputes', 'issuing_dispute'],
  example: issuingDisputesExample,
  events: { created: 'issuing_dispute.created', updated: 'issuing_dispute.updated', deleted: null },
  verbs: ['list', 'create', 'retrieve', 'update'],
});
