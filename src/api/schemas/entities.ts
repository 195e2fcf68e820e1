import { z } from '@hono/zod-openapi';
import type { Customer } from '../../db/entities/customers.ts';
import type { Price } from '../../db/entities/prices.ts';
import type { Product } from '../../db/entities/products.ts';
import type { Subscription } from '../../db/entities/subscriptions.ts';
import { rowSources, syncStatuses } from '../../domain/entity.ts';
import { instant, provider } from './parameters.ts';

const text = z.string().nullable();
const flag = z.boolean().nullable();
const moment = instant.nullable();
const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** What every copied object has. */
const copied = z.object({
  id: z.uuid(),
  payment_provider: provider,
  external_id: z.string().openapi({ description: "The provider's id." }),
  livemode: flag,
  provider_created_at: moment,
  payment_sync_status: z.enum(syncStatuses),
  payment_synced_at: moment,
  payment_sync_version: z.int(),
  source: z.enum(rowSources),
  source_session_id: z.uuid().nullable(),
  created_at: instant,
  updated_at: instant,
  deleted_at: moment,
  provider_data: z
    .record(z.string(), z.unknown())
    .nullable()
    .openapi({ description: "The provider's object, verbatim." }),
});

type CopiedRow = Customer | Product | Price | Subscription;

const showCopied = (row: CopiedRow): z.infer<typeof copied> => ({
  id: row.id,
  payment_provider: row.paymentProvider,
  external_id: row.externalId,
  livemode: row.livemode,
  provider_created_at: iso(row.providerCreatedAt),
  payment_sync_status: row.paymentSyncStatus,
  payment_synced_at: iso(row.paymentSyncedAt),
  payment_sync_version: row.paymentSyncVersion,
  source: row.source,
  source_session_id: row.sourceSessionId,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  deleted_at: iso(row.deletedAt),
  provider_data: row.providerData,
});

export const customer = copied.extend({ email: text, name: text, phone: text }).openapi('Customer');

export const showCustomer = (row: Customer): z.infer<typeof customer> => ({
  ...showCopied(row),
  email: row.email,
  name: row.name,
  phone: row.phone,
});

export const product = copied
  .extend({ name: text, description: text, active: flag, default_price_external_id: text })
  .openapi('Product');

export const showProduct = (row: Product): z.infer<typeof product> => ({
  ...showCopied(row),
  name: row.name,
  description: row.description,
  active: row.active,
  default_price_external_id: row.defaultPriceExternalId,
});

export const price = copied
  .extend({
    product_external_id: text,
    active: flag,
    currency: text,
    type: text,
    nickname: text,
    lookup_key: text,
    unit_amount: z
      .int()
      .nullable()
      .openapi({ description: "In the currency's smallest unit. Null past 2^53: read unit_amount_decimal." }),
    unit_amount_decimal: text,
    recurring_interval: text,
    recurring_interval_count: z.int().nullable(),
  })
  .openapi('Price');

/** JSON's numbers are doubles: an amount that would be rounded is not given as one. */
const exact = (amount: bigint | null): number | null =>
  amount !== null && Number.isSafeInteger(Number(amount)) ? Number(amount) : null;

export const showPrice = (row: Price): z.infer<typeof price> => ({
  ...showCopied(row),
  product_external_id: row.productExternalId,
  active: row.active,
  currency: row.currency,
  type: row.type,
  nickname: row.nickname,
  lookup_key: row.lookupKey,
  unit_amount: exact(row.unitAmount),
  unit_amount_decimal: row.unitAmountDecimal,
  recurring_interval: row.recurringInterval,
  recurring_interval_count: row.recurringIntervalCount,
});

export const subscription = copied
  .extend({
    customer_external_id: text,
    status: text,
    currency: text,
    current_period_start: moment,
    current_period_end: moment,
    cancel_at_period_end: flag,
    canceled_at: moment,
    ended_at: moment,
    trial_end: moment,
  })
  .openapi('Subscription');

export const showSubscription = (row: Subscription): z.infer<typeof subscription> => ({
  ...showCopied(row),
  customer_external_id: row.customerExternalId,
  status: row.status,
  currency: row.currency,
  current_period_start: iso(row.currentPeriodStart),
  current_period_end: iso(row.currentPeriodEnd),
  cancel_at_period_end: row.cancelAtPeriodEnd,
  canceled_at: iso(row.canceledAt),
  ended_at: iso(row.endedAt),
  trial_end: iso(row.trialEnd),
});
