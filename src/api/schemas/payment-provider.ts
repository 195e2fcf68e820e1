import { z } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { configSyncStatuses } from '../../db/connections/workspace-payment-configs-table.ts';
import { conflictPolicies } from '../../domain/conflict-policy.ts';
import { entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';
import type { ProviderChange } from '../../services/connections/change-provider.ts';
import type { NewConnection } from '../../services/connections/connect-provider.ts';
import type { CatchUp } from '../../services/webhook-endpoints/catch-up.ts';
import { oldSecretsOptions } from '../../services/webhook-endpoints/webhook-secrets.ts';
import type { Provider } from '../../providers/provider.ts';
import { entityChoice, entityTypesChosen } from './choice/entity-choice.ts';
import { instant, provider } from './parameters.ts';
import { credentialsOf, withCredentials } from './provider-credentials.ts';
import { readBudget, readMeter, readMeterJson } from './read-meter.ts';
import { webhook } from './webhook-state.ts';

const secret = z.string().trim().min(8).max(500);
const oldSecrets = z.enum(oldSecretsOptions);
const conflictPolicy = z.enum(conflictPolicies).openapi({
  description:
    'What happens to a row that the platform changed if the object changes at the provider too: it is overwritten ' +
    '(`provider_wins`), stays (`local_wins`), or waits in `/conflicts` for a decision (`manual`).',
});

export const providerCredentials = withCredentials({
  webhook_secret: secret
    .optional()
    .openapi({ description: 'The signing secret of an endpoint that was set up by hand.' }),
  conflict_policy: conflictPolicy.optional(),
  read_budget: readBudget.optional(),
  entity_types: entityChoice.optional(),
}).openapi('ProviderCredentials', {
  example: { api_key: 'rk_test_your_restricted_key', entity_types: ['standard'] },
});

export const newConnectionOf = (
  provider: Provider,
  body: z.infer<typeof providerCredentials>,
): NewConnection => ({
  provider: provider.name,
  credentials: credentialsOf(provider.name, body) ?? {},
  webhookSecret: body.webhook_secret,
  conflictPolicy: body.conflict_policy,
  readBudget: body.read_budget,
  entityTypes: entityTypesChosen(provider, body.entity_types),
});

export const providerChange = withCredentials(
  {
    webhook_secret: secret.optional().openapi({
      description:
        'The signing secret of an endpoint that was set up by hand. Earlier secrets stay valid for 24 hours.',
    }),
    old_secrets: oldSecrets.optional().openapi({
      description:
        '`end`: secrets that were replaced, by this request or earlier, end at once, because one may be stolen. `keep`, the ' +
        'default: they stay valid for 24 hours.',
    }),
    is_active: z.boolean().optional(),
    conflict_policy: conflictPolicy.optional(),
    read_budget: readBudget.optional(),
    entity_types: entityChoice.optional(),
    config_data: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'Replaces the stored value as a whole.' }),
  },
  { optional: true },
)
  .refine((change) => Object.values(change).some((value) => value !== undefined), 'names nothing to change')
  .openapi('PaymentProviderChange', {
    example: { conflict_policy: 'manual', entity_types: ['billing', 'payouts'] },
  });

export const providerChangeOf = (
  provider: Provider,
  body: z.infer<typeof providerChange>,
): ProviderChange => ({
  credentials: credentialsOf(provider.name, body),
  webhookSecret: body.webhook_secret,
  oldSecrets: body.old_secrets,
  isActive: body.is_active,
  conflictPolicy: body.conflict_policy,
  readBudget: body.read_budget,
  entityTypes: entityTypesChosen(provider, body.entity_types),
  configData: body.config_data,
});

export const rotation = z
  .strictObject({
    old_secrets: oldSecrets.default('keep').openapi({
      description:
        '`end`: the present secret ends at once, because it may be stolen, and its endpoint is removed. `keep`: both go on for ' +
        '24 hours.',
    }),
  })
  .openapi('WebhookRotation', { example: { old_secrets: 'keep' } });

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
    account_id: z.string().nullable().openapi({
      description: 'Null if the key may not read the account, and the provider names it in no answer.',
    }),
    livemode: z.boolean(),
    through_platform: z.boolean().openapi({
      description:
        'The platform’s own key at the provider opens the account (Stripe Connect), not one of the merchant’s.',
    }),
    api_key_hint: z.string().openapi({
      description:
        'The last four characters of the key, or of the account’s id if the platform’s own key opens it.',
    }),
    is_active: z.boolean(),
    sync_status: z.enum(configSyncStatuses),
    last_sync_at: instant.nullable(),
    webhook_url: z.string().nullable(),
    webhook,
    webhook_confirmed_at: instant.nullable().openapi({
      description:
        'When the provider last had the endpoint as it should be. It is asked in each sync, and once a day.',
    }),
    conflict_policy: conflictPolicy,
    entity_types: z.array(z.enum(entityTypes)).openapi({ description: 'What it copies.' }),
    no_longer_copied: z.array(z.object({ entity_type: z.enum(entityTypes), since: instant })).openapi({
      description:
        'Entities whose rows were copied once and stay as they were. If added again, they are listed anew.',
    }),
    ...readMeter,
    config_data: z.record(z.string(), z.unknown()),
    configured_at: instant,
    updated_at: instant,
  })
  .openapi('PaymentProvider');

export const repairedWebhook = paymentProvider
  .extend({
    catch_up: z
      .object({
        session_id: z.uuid().optional(),
        status: z.enum(['pending', 'running', 'not_started']),
        reason: z.string().optional(),
      })
      .nullable()
      .openapi({
        description:
          'The incremental sync that reads what was not delivered; `not_started` if it could not be asked for: call again. ' +
          'Null if nothing can have been lost.',
      }),
  })
  .openapi('RepairedWebhook');

export const paymentProviderList = z
  .object({ providers: z.array(paymentProvider), total: z.int() })
  .openapi('PaymentProviderList');

export const catchUpJson = (catchUp: CatchUp | null): z.infer<typeof repairedWebhook>['catch_up'] =>
  catchUp === null
    ? null
    : 'reason' in catchUp
      ? { status: 'not_started', reason: catchUp.reason }
      : { session_id: catchUp.sessionId, status: catchUp.status };

export const paymentProviderJson = (
  row: PaymentConfig,
  webhookState: z.infer<typeof webhook>,
  reads: ReadMeter,
  left: readonly { readonly entityType: EntityType; readonly since: Date }[],
): z.infer<typeof paymentProvider> => ({
  config_id: row.id,
  provider: row.providerName,
  account_id: row.accountId,
  livemode: row.livemode,
  through_platform: row.throughPlatform,
  api_key_hint: row.credentialsHint,
  is_active: row.isActive,
  sync_status: row.syncStatus,
  last_sync_at: row.lastSyncAt?.toISOString() ?? null,
  webhook_url: row.webhookUrl,
  webhook: webhookState,
  webhook_confirmed_at: row.webhookConfirmedAt?.toISOString() ?? null,
  conflict_policy: row.conflictPolicy,
  entity_types: row.entityTypes,
  no_longer_copied: left.map(({ entityType, since }) => ({
    entity_type: entityType,
    since: since.toISOString(),
  })),
  ...readMeterJson(reads),
  config_data: row.configData,
  configured_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
});
