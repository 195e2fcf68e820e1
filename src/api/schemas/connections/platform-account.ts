import { z } from '@hono/zod-openapi';
import { conflictPolicies } from '../../../domain/conflict-policy.ts';
import type { Provider } from '../../../providers/provider.ts';
import type { PlatformConnection } from '../../../services/connections/connect-through-platform.ts';
import { entityChoice, entityTypesChosen } from '../choice/entity-choice.ts';
import { readBudget } from '../read-meter.ts';

export const platformAccount = z
  .strictObject({
    account: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .openapi({ description: 'The id of an account that is connected to the platform’s own: `acct_…`.' }),
    livemode: z.boolean().optional().openapi({
      description: 'The mode that is copied. Default: live, if the platform has a key for it.',
    }),
    conflict_policy: z.enum(conflictPolicies).optional(),
    read_budget: readBudget.optional(),
    entity_types: entityChoice.optional(),
  })
  .openapi('PlatformAccount', { example: { account: 'acct_1MtenB2eZvKYlo2C', entity_types: ['standard'] } });

export const platformConnectionOf = (
  provider: Provider,
  body: z.infer<typeof platformAccount>,
): PlatformConnection => ({
  provider: provider.name,
  accountId: body.account,
  livemode: body.livemode,
  by: 'id',
  conflictPolicy: body.conflict_policy,
  readBudget: body.read_budget,
  entityTypes: entityTypesChosen(provider, body.entity_types),
});
