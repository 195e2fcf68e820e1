import { z } from '@hono/zod-openapi';
import { entityTypes } from '../../../domain/entities/entities.ts';
import { presets } from '../../../domain/entities/presets.ts';
import type { CopyCost } from '../../../services/connections/copy-costs.ts';
import { provider } from '../parameters.ts';

const copyCost = z
  .object({
    entity_type: z.enum(entityTypes),
    chosen: z.boolean().openapi({ description: 'Whether the connection copies it.' }),
    sets: z.array(z.enum(presets)).openapi({
      description:
        'The sets that it is chosen with. Empty: by its name only, as what costs a request for each object of another entity.',
    }),
    below: z.enum(entityTypes).nullable().openapi({
      description:
        'The entity whose objects it is listed below, which has to be chosen too. Null: it has a list of its own.',
    }),
    request_each: z.boolean().openapi({ description: 'Each object of that entity costs a request.' }),
    requests: z
      .int()
      .nullable()
      .openapi({
        description:
          'Requests that listing it takes in a full sync, by the rows that the workspace has. Null if it has not been listed yet. ' +
          'A session’s `progress` counts what it took.',
      }),
  })
  .openapi('CopyCost');

export const copyCostList = z
  .object({ provider, entities: z.array(copyCost), total: z.int() })
  .openapi('CopyCostList');

export const copyCostJson = (cost: CopyCost): z.infer<typeof copyCost> => ({
  entity_type: cost.entityType,
  chosen: cost.chosen,
  sets: [...cost.sets],
  below: cost.below,
  request_each: cost.requestEach,
  requests: cost.requests,
});
