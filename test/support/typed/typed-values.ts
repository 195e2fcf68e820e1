import type { Account, CamelCase } from '../../../simulator/stripe/account/account.ts';
import type { ColumnOf } from '../../../src/domain/entities/entities.ts';
import type { StripeEntityType } from '../../../src/providers/stripe/stripe-entities.ts';
import { balanceValues } from './balance.ts';
import { billingValues } from './billing.ts';
import { catalogValues } from './catalog.ts';
import { issuingValues } from './issuing.ts';
import { paymentsValues } from './payments.ts';
import { id, instant, shared } from './read.ts';

/** An entity's objects, as the simulator types them. */
type ObjectOf<Type extends StripeEntityType> =
  ReturnType<Account[CamelCase<Type>]['all']> extends Iterable<infer Each> ? Each : never;

/** The columns of its own that an entity's row should have, and those that every entity's has. */
type TypedValues<Type extends StripeEntityType> = Record<
  ColumnOf<Type> | 'providerCreatedAt' | 'livemode',
  unknown
>;

/**
 * What an object's row should hold, field by field, without the product's mappings: two that are swapped there differ
 * here. A column without its line does not compile.
 */
export const typedValues: {
  readonly [Type in StripeEntityType]: (object: ObjectOf<Type>) => TypedValues<Type>;
} = {
  ...catalogValues,
  ...billingValues,
  ...paymentsValues,
  ...balanceValues,
  ...issuingValues,
  customers: (customer) => ({
    ...shared(customer),
    email: customer.email,
    name: customer.name ?? null,
    phone: customer.phone ?? null,
  }),
  products: (product) => ({
    ...shared(product),
    name: product.name,
    description: product.description,
    active: product.active,
    defaultPriceExternalId: id(product.default_price),
  }),
  prices: (price) => ({
    ...shared(price),
    productExternalId: id(price.product),
    active: price.active,
    currency: price.currency,
    type: price.type,
    nickname: price.nickname,
    lookupKey: price.lookup_key,
    unitAmount: price.unit_amount === null ? null : BigInt(price.unit_amount),
    unitAmountDecimal: price.unit_amount_decimal,
    recurringInterval: price.recurring?.interval ?? null,
    recurringIntervalCount: price.recurring?.interval_count ?? null,
  }),
  subscriptions: (subscription) => {
    const [first] = subscription.items.data;
    return {
      ...shared(subscription),
      customerExternalId: id(subscription.customer),
      status: subscription.status,
      currency: subscription.currency,
      currentPeriodStart: instant(first?.current_period_start),
      currentPeriodEnd: instant(first?.current_period_end),
      cancelAtPeriodEnd: subscription.cancel_at_period_end,
      canceledAt: instant(subscription.canceled_at),
      endedAt: instant(subscription.ended_at),
      trialEnd: instant(subscription.trial_end),
    };
  },
};
