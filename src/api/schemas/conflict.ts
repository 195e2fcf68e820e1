import { z } from '@hono/zod-openapi';
import type { Conflict } from '../../db/copies/conflicts.ts';
import { conflictSides } from '../../domain/conflict-policy.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { syncStatuses } from '../../domain/row-state.ts';
import { instant, nextCursor, provider } from './parameters.ts';

const entityType = z.enum(entityTypes);

export const conflict = z
  .object({
    id: z.uuid(),
    entity_type: entityType,
    payment_provider: provider,
    external_id: z.string().openapi({ description: "The provider's id." }),
    version: z.int().openapi({ description: '`payment_sync_version`. A decision has to name it.' }),
    differences: z.array(
      z.object({ column: z.string(), local: z.unknown(), provider: z.unknown() }).openapi({
        description: 'A column, its local value, and its value in `provider_data`.',
      }),
    ),
    deleted_locally: z.boolean().openapi({ description: 'Whether the platform deleted the row.' }),
    provider_data: z
      .record(z.string(), z.unknown())
      .nullable()
      .openapi({ description: "The provider's version, verbatim." }),
    updated_at: instant,
  })
  .openapi('Conflict');

export const conflictList = z
  .object({ conflicts: z.array(conflict), next_cursor: nextCursor })
  .openapi('ConflictList');

export const resolution = z
  .strictObject({
    entity_type: entityType,
    keep: z.enum(conflictSides).openapi({
      description:
        '`provider`: the columns get the provider’s values, and the row is `synced`. `local`: they stay, and the row is ' +
        '`pending` until the provider has them.',
    }),
    version: z.int().min(1).openapi({ description: 'The `version` that the list of conflicts showed.' }),
  })
  .openapi('Resolution', { example: { entity_type: 'customers', keep: 'provider', version: 3 } });

export const resolved = z
  .object({
    id: z.uuid(),
    entity_type: entityType,
    external_id: z.string(),
    kept: z.enum(conflictSides),
    columns: z.array(z.string()).openapi({ description: 'The columns in which the two versions differed.' }),
    payment_sync_status: z.enum(syncStatuses),
    version: z.int(),
  })
  .openapi('ResolvedConflict');

export const conflictJson = ({ entityType: type, row, differences }: Conflict): z.infer<typeof conflict> => ({
  id: row.id,
  entity_type: type,
  payment_provider: row.paymentProvider,
  external_id: row.externalId,
  version: row.paymentSyncVersion,
  differences: differences.map((each) => ({ ...each })),
  deleted_locally: row.deletedAt !== null,
  provider_data: row.providerData,
  updated_at: row.updatedAt.toISOString(),
});
