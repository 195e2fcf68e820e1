import { z } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/queries/payment-configs.ts';
import { configSyncStatuses } from '../../db/tables/workspace-payment-configs.ts';
import { instant, provider } from './parameters.ts';

const secret = z.string().trim().min(8).max(500);

export const providerCredentials = z
  .strictObject({
    api_key: secret.openapi({
      description: "The provider's secret or restricted key. It is never returned.",
    }),
    webhook_secret: secret.optional().openapi({ description: 'Of an endpoint that was set up by hand.' }),
  })
  .openapi('ProviderCredentials');

/** `not_configured`: set up an endpoint for `webhook_url` at the provider. `manual`: its secret is stored. */
const webhook = z.object({ status: z.enum(['not_configured', 'manual']), message: z.string() });

export const configuredProvider = z
  .object({ message: z.string(), provider, webhook_url: z.url(), config_id: z.uuid(), webhook })
  .openapi('ConfiguredProvider');

export const paymentProvider = z
  .object({
    config_id: z.uuid(),
    provider,
    account_id: z.string(),
    livemode: z.boolean(),
    api_key_hint: z.string().openapi({ description: 'The last four characters of the key.' }),
    is_active: z.boolean(),
    sync_status: z.enum(configSyncStatuses),
    last_sync_at: instant.nullable(),
    webhook_url: z.string().nullable(),
    webhook,
    configured_at: instant,
    updated_at: instant,
  })
  .openapi('PaymentProvider');

export const paymentProviderList = z
  .object({ providers: z.array(paymentProvider), total: z.int() })
  .openapi('PaymentProviderList');

export const webhookState = (config: PaymentConfig): z.infer<typeof webhook> =>
  config.webhookSecretEncrypted === null
    ? {
        status: 'not_configured',
        message: 'Changes arrive with the next sync. No webhook endpoint is set up.',
      }
    : { status: 'manual', message: 'The secret of an endpoint that was set up by hand is stored.' };

export const showPaymentProvider = (row: PaymentConfig): z.infer<typeof paymentProvider> => ({
  config_id: row.id,
  provider: row.providerName,
  account_id: row.accountId,
  livemode: row.livemode,
  api_key_hint: row.apiKeyHint,
  is_active: row.isActive,
  sync_status: row.syncStatus,
  last_sync_at: row.lastSyncAt?.toISOString() ?? null,
  webhook_url: row.webhookUrl,
  webhook: webhookState(row),
  configured_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
