import { z } from '@hono/zod-openapi';
import { entityTypes } from '../../../domain/entities/entities.ts';
import type { CheckedCredentials } from '../../../services/connections/check-credentials.ts';
import { entityChoice } from '../choice/entity-choice.ts';
import { provider } from '../parameters.ts';
import { withCredentials } from '../provider-credentials.ts';

export const credentialsToCheck = withCredentials({
  entity_types: entityChoice.optional().openapi({
    description: 'What is to be copied. Default: what the connection copies, or the `standard` ones.',
  }),
}).openapi('CredentialsToCheck', { example: { api_key: 'rk_test_your_restricted_key' } });

export const checkedCredentials = z
  .object({
    provider,
    account_id: z.string().nullable().openapi({
      description: 'Null if the key may not read the account, and the provider names it in no answer.',
    }),
    account_name: z.string().nullable().openapi({
      description: 'As the account calls itself. Null if it has no name, or the key may not read it.',
    }),
    livemode: z.boolean(),
    permissions: z.array(
      z.object({
        reads: z.enum([...entityTypes, 'events']).openapi({
          description:
            'An entity, or the list of events. Without `events` a sync cannot tell what changed, and lists everything.',
        }),
        granted: z.boolean(),
        problem: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
  })
  .openapi('CheckedCredentials');

export const checkedCredentialsJson = (
  of: z.infer<typeof provider>,
  { accountId, accountName, livemode, permissions }: CheckedCredentials,
): z.infer<typeof checkedCredentials> => ({
  provider: of,
  account_id: accountId,
  account_name: accountName,
  livemode,
  permissions: permissions.map(({ reads, refusal }) => ({
    reads,
    granted: refusal === null,
    problem: refusal,
  })),
});
