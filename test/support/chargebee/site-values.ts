import type { ChargebeeObject } from '../../../simulator/chargebee/resource/entity.ts';
import type { ColumnOf } from '../../../src/domain/entities/entities.ts';
import type { SiteEntity } from './connect-site.ts';

type Values = Readonly<Record<string, unknown>>;

const instant = (seconds: unknown): Date | null =>
  typeof seconds === 'number' ? new Date(seconds * 1000) : null;
const amount = (value: unknown): bigint | null => (typeof value === 'number' ? BigInt(value) : null);
const lower = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);
const inUse = ({ status }: ChargebeeObject): boolean => status !== 'archived' && status !== 'deleted';

function nameOf({ first_name: first, last_name: last, company }: ChargebeeObject): unknown {
  const names = [first, last].filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(' ') : (company ?? null);
}

/** Yen have no smaller unit, all else is in hundredths here. */
function decimalOf({ price_in_decimal: decimal, price, currency_code: currency }: ChargebeeObject): unknown {
  if (typeof decimal === 'string') return String(Number(decimal) * (currency === 'JPY' ? 1 : 100));
  return typeof price === 'number' ? String(price) : null;
}

const cardOf = (object: ChargebeeObject): Values => (object['card'] ?? {}) as Values;

/** The columns of its own that an entity's row should have, and those that every entity's has. */
type SiteValues<Type extends SiteEntity> = Record<
  ColumnOf<Type> | 'providerCreatedAt' | 'providerVersion' | 'livemode',
  unknown
>;

/** Chargebee says of no object whether it is live. */
const shared = (object: ChargebeeObject, created: 'created_at' | 'date' | null) => ({
  providerCreatedAt: created === null ? null : instant(object[created]),
  providerVersion: object['resource_version'] ?? null,
  livemode: null,
});

/** What an object's row should hold, without the product's mappings. A column without its line does not compile. */
export const siteValues: { readonly [Type in SiteEntity]: (object: ChargebeeObject) => SiteValues<Type> } = {
  customers: (object) => ({
    email: object['email'] ?? null,
    name: nameOf(object),
    phone: object['phone'] ?? null,
    ...shared(object, 'created_at'),
  }),
  products: (object) => ({
    name: object['name'],
    description: object['description'] ?? null,
    active: inUse(object),
    defaultPriceExternalId: null,
    ...shared(object, null),
  }),
  prices: (object) => ({
    productExternalId: object['item_id'] ?? null,
    active: inUse(object),
    currency: lower(object['currency_code']),
    type: object['item_type'] === 'charge' ? 'one_time' : 'recurring',
    nickname: object['name'],
    lookupKey: null,
    unitAmount: amount(object['price']),
    unitAmountDecimal: decimalOf(object),
    recurringInterval: object['period_unit'] ?? null,
    recurringIntervalCount: object['period'] ?? null,
    ...shared(object, 'created_at'),
  }),
  subscriptions: (object) => ({
    customerExternalId: object['customer_id'] ?? null,
    status: object['status'],
    currency: lower(object['currency_code']),
    currentPeriodStart: instant(object['current_term_start']),
    currentPeriodEnd: instant(object['current_term_end']),
    cancelAtPeriodEnd: object['status'] === 'non_renewing',
    canceledAt: instant(object['cancel_schedule_created_at'] ?? object['cancelled_at']),
    endedAt: object['status'] === 'cancelled' ? instant(object['cancelled_at']) : null,
    trialEnd: instant(object['trial_end']),
    ...shared(object, 'created_at'),
  }),
  plans: (object) => ({
    productExternalId: null,
    active: inUse(object),
    amount: amount(object['price']),
    amountDecimal: decimalOf(object),
    currency: lower(object['currency_code']),
    interval: object['period_unit'] ?? null,
    intervalCount: object['period'] ?? null,
    nickname: object['name'],
    ...shared(object, null),
  }),
  addons: (object) => ({
    name: object['name'],
    active: inUse(object),
    type: object['charge_type'] === 'non_recurring' ? 'one_time' : 'recurring',
    amount: amount(object['price']),
    amountDecimal: decimalOf(object),
    currency: lower(object['currency_code']),
    interval: object['period_unit'] === 'not_applicable' ? null : (object['period_unit'] ?? null),
    intervalCount: object['period'] ?? null,
    ...shared(object, null),
  }),
  coupons: (object) => ({
    name: object['name'],
    percentOff:
      typeof object['discount_percentage'] === 'number' ? String(object['discount_percentage']) : null,
    amountOff: amount(object['discount_amount']),
    currency: lower(object['currency_code']),
    duration: 'forever',
    durationInMonths: object['duration_month'] ?? null,
    valid: object['status'] === 'active',
    redeemBy: instant(object['valid_till']),
    timesRedeemed: object['redemptions'],
    maxRedemptions: object['max_redemptions'] ?? null,
    ...shared(object, 'created_at'),
  }),
  invoices: (object) => ({
    customerExternalId: object['customer_id'],
    subscriptionExternalId: object['subscription_id'] ?? null,
    number: object.id,
    status: object['status'],
    currency: lower(object['currency_code']),
    billingReason: null,
    collectionMethod: null,
    total: amount(object['total']),
    subtotal: amount(object['sub_total']),
    amountDue: amount(object['amount_due']),
    amountPaid: amount(object['amount_paid']),
    amountRemaining: amount(object['amount_due']),
    periodStart: null,
    periodEnd: null,
    dueDate: instant(object['due_date']),
    ...shared(object, 'date'),
  }),
  credit_notes: (object) => ({
    invoiceExternalId: object['reference_invoice_id'] ?? null,
    customerExternalId: object['customer_id'],
    number: object.id,
    status: object['status'],
    type: object['type'],
    reason: object['create_reason_code'] ?? object['reason_code'] ?? null,
    currency: lower(object['currency_code']),
    amount: amount(object['total']),
    voidedAt: instant(object['voided_at']),
    ...shared(object, 'date'),
  }),
  payment_methods: (object) => ({
    customerExternalId: object['customer_id'],
    type: object['type'],
    status: object['status'],
    cardBrand: cardOf(object)['brand'] ?? null,
    cardLast4: cardOf(object)['last4'] ?? null,
    cardExpMonth: cardOf(object)['expiry_month'] ?? null,
    cardExpYear: cardOf(object)['expiry_year'] ?? null,
    ...shared(object, 'created_at'),
  }),
  transactions: (object) => ({
    customerExternalId: object['customer_id'] ?? null,
    subscriptionExternalId: object['subscription_id'] ?? null,
    paymentMethodExternalId: object['payment_source_id'] ?? null,
    type: object['type'],
    status: object['status'],
    method: object['payment_method'],
    gateway: object['gateway'],
    currency: lower(object['currency_code']),
    amount: amount(object['amount']),
    amountUnused: amount(object['amount_unused']),
    failureCode: object['error_code'] ?? null,
    refundedExternalId: object['refunded_txn_id'] ?? null,
    voidedAt: instant(object['voided_at']),
    ...shared(object, 'date'),
  }),
};
