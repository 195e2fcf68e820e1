import type { DashboardThing } from '../dashboard-thing.ts';

/** Where Stripe's dashboard shows one object. What is not here has no page of its own. */
const paths: Readonly<Partial<Record<DashboardThing['kind'], string>>> = {
  account: '',
  events: 'events',
  customers: 'customers',
  products: 'products',
  prices: 'prices',
  subscriptions: 'subscriptions',
  subscription_schedules: 'subscription_schedules',
  coupons: 'coupons',
  promotion_codes: 'promotion_codes',
  tax_rates: 'tax-rates',
  invoices: 'invoices',
  charges: 'payments',
  payment_intents: 'payments',
  setup_intents: 'setup_intents',
  payouts: 'payouts',
  transfers: 'connect/transfers',
  topups: 'topups',
  issuing_cardholders: 'issuing/cardholders',
  issuing_cards: 'issuing/cards',
  issuing_authorizations: 'issuing/authorizations',
  issuing_transactions: 'issuing/transactions',
};

/** An address with the account's id opens that account, if the one who follows it belongs to several. */
export function stripeDashboardUrl({ kind, id, accountId, livemode }: DashboardThing): string | undefined {
  const path = paths[kind];
  if (path === undefined) return undefined;
  const parts = [
    accountId,
    livemode ? null : 'test',
    path,
    kind === 'account' ? null : encodeURIComponent(id),
  ];
  return `https://dashboard.stripe.com/${parts.filter((part) => part !== null && part !== '').join('/')}`;
}
