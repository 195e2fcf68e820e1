import { z } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { configSyncStatuses } from '../../db/connections/workspace-payment-configs-table.ts';
import { conflictPolicies } from '../../domain/conflict-policy.ts';
import type { ReadMeter } from '../../domain/read-budget.ts';
import type { ProviderChange } from '../../services/connections/change-provider.ts';
import { instant, provider } from './parameters.ts';
import { readBudget, readMeter, readMeterJson } from './read-meter.ts';

const secret = z.string().trim().min(8).max(500);
const conflictPolicy = z.enum(conflictPolicies).openapi({
  description:
    'What becomes of a row that the platform changed when the object changes at the provider too: it is overwritten ' +
    '(`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).',
});

export const providerCredentials = z
  .strictObject({
    api_key: secret.openapi({
      description: "The provider's secret or restricted key. It is never returned.",
    }),
    webhook_secret: secret.optional().openapi({ description: 'Of an endpoint that was set up by hand.' }),
    conflict_policy: conflictPolicy.optional(),
    read_budget: readBudget.optional(),
  })
  .openapi('ProviderCredentials');

export const providerChange = z
  .strictObject({
    api_key: secret.optional().openapi({ description: 'Of the same account.' }),
    webhook_secret: secret.optional().openapi({
      description: 'Of an endpoint that was set up by hand. The secrets before it stay valid for 24 hours.',
    }),
    is_active: z.boolean().optional(),
    conflict_policy: conflictPolicy.optional(),
    read_budget: readBudget.optional(),
    config_data: z.record(z.string(), z.unknown()).optional().openapi({ description: 'Replaces all of it.' }),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change')
  .openapi('PaymentProviderChange');

export const providerChangeOf = (body: z.infer<typeof providerChange>): ProviderChange => ({
  credentials: body.api_key === undefined ? undefined : { api_key: body.api_key },
  webhookSecret: body.webhook_secret,
  isActive: body.is_active,
  conflictPolicy: body.conflict_policy,
  readBudget: body.read_budget,
  configData: body.config_data,
});

export const webhook = z
  .object({
    status: z.enum(['active', 'manual']).openapi({
      description:
        '`active`: this service made the endpoint and keeps it. `manual`: it is set up by hand; where that is still to ' +
        'be done, `what_to_do` says how.',
    }),
    url: z.string(),
    events: z.array(z.string()),
    reason: z
      .string()
      .optional()
      .openapi({ description: 'Why the endpoint could not be made, or brought up to date.' }),
    what_to_do: z.string().optional(),
  })
  .openapi('WebhookState');

export const disconnectedProvider = z
  .object({
    message: z.string(),
    provider,
    config_id: z.uuid(),
    webhook_endpoints_left: z.array(z.string()).openapi({
      description: 'Endpoints at the provider that could not be removed: remove them there.',
    }),
    reason: z.string().optional(),
  })
  .openapi('DisconnectedProvider');

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
    conflict_policy: conflictPolicy,
    ...readMeter,
    config_data: z.record(z.string(), z.unknown()),
    configured_at: instant,
    updated_at: instant,
  })
  .openapi('PaymentProvider');

export const paymentProviderList = z
  .object({ providers: z.array(paymentProvider), total: z.int() })
  .openapi('PaymentProviderList');

export const paymentProviderJson = (
  row: PaymentConfig,
  webhookState: z.infer<typeof webhook>,
  reads: ReadMeter,
): z.infer<typeof paymentProvider> => ({
  config_id: row.id,
  provider: row.providerName,
  account_id: row.accountId,
  livemode: row.livemode,
  api_key_hint: row.credentialsHint,
  is_active: row.isActive,
  sync_status: row.syncStatus,
  last_sync_at: row.lastSyncAt?.toISOString() ?? null,
  webhook_url: row.webhookUrl,
  webhook: webhookState,
  conflict_policy: row.conflictPolicy,
  ...readMeterJson(reads),
  config_data: row.configData,
  configured_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
