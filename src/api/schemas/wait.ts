import { z } from '@hono/zod-openapi';
import { entityTypes } from '../../domain/entities/entities.ts';
import { instant, ofProvider } from './parameters.ts';
import { webhookEvent } from './webhook-event.ts';

/** Unix seconds, or an ISO date with its time: milliseconds since 1970. */
const moment = z.union([
  z
    .string()
    .regex(/^\d{1,11}$/, 'is neither Unix seconds nor an ISO date with its time')
    .transform((text) => Number(text) * 1000),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
]);

export const waitFor = {
  params: ofProvider,
  query: z
    .strictObject({
      event: z
        .string()
        .min(1)
        .max(255)
        .optional()
        .openapi({ description: 'Id of an event of the provider.' }),
      object: z
        .string()
        .min(1)
        .max(255)
        .optional()
        .openapi({ description: 'Id of an object at the provider.' }),
      since: moment.optional().openapi({
        type: 'string',
        description:
          'With `object`: the copy must show it as of this time or later. Unix seconds or ISO, by the provider’s clock: ' +
          'the `created` of an object or event, or the `Date` of an answer.',
      }),
      timeout: z.coerce.number().min(0).max(25).default(10).openapi({ description: 'Seconds.' }),
    })
    .refine(
      ({ event, object }) => (event === undefined) !== (object === undefined),
      'give either event or object',
    )
    .refine(({ since, event }) => since === undefined || event === undefined, 'since goes with object only'),
};

export const copiedObject = z.object({
  entity_type: z.enum(entityTypes),
  external_id: z.string(),
  deleted: z.boolean(),
  valid_from: instant
    .nullable()
    .openapi({ description: 'The time since which the copy is known to be right.' }),
});

export const waited = z
  .object({
    settled: z.boolean(),
    event: webhookEvent.nullable().optional().openapi({ description: 'Null if it has not arrived.' }),
    objects: z.array(copiedObject).optional().openapi({ description: 'The rows with this id.' }),
  })
  .openapi('Waited');
