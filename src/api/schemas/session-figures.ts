import { z } from '@hono/zod-openapi';
import type { Awaited, EntityFigures, SessionFigures } from '../../domain/progress/session-figures.ts';
import { instant } from './parameters.ts';

const entityStates = ['waiting', 'listing', 'complete', 'failed'] as const;

const figures = {
  done: z
    .int()
    .openapi({ description: 'Objects that were listed; of a session also events that were settled.' }),
  rate: z.number().nullable().openapi({ description: 'How many a second. Null until it can be told.' }),
  covered: z.number().min(0).max(1).nullable().openapi({
    description:
      'The share of the time range of which all objects were read; of a session the mean of its entities. Null if it is not known.',
  }),
  seconds_left: z.int().nullable().openapi({
    description: 'Null until it can be told, while the session waits, and when it has listed everything.',
  }),
};

const entityFigures = z
  .object({ state: z.enum(entityStates), ...figures, written: z.int() })
  .openapi('EntityFigures');

const awaited = z
  .object({
    for: z.enum(['admission', 'session', 'provider']),
    reason: z.string(),
    since: instant,
    until: instant.nullable().openapi({ description: 'When the session gives up; null: it does not.' }),
    position: z.int().nullable().openapi({ description: '1 is the next. Null if none waits for the same.' }),
  })
  .openapi('Awaited');

export const sessionFigures = z
  .object({
    ...figures,
    waiting: awaited.nullable(),
    entities: z.record(z.string(), entityFigures),
  })
  .openapi('SessionFigures');

/** Never up: a share of 1 is a promise. */
const floored = (value: number | null, digits: number): number | null =>
  value === null ? null : Math.floor(value * 10 ** digits) / 10 ** digits;

const figuresJson = ({ done, rate, covered, secondsLeft }: Omit<EntityFigures, 'state' | 'written'>) => ({
  done,
  rate: floored(rate, 1),
  covered: floored(covered, 4),
  seconds_left: secondsLeft,
});

const awaitedJson = (waiting: Awaited): z.infer<typeof awaited> => ({
  ...waiting,
  since: new Date(waiting.since).toISOString(),
  until: waiting.until === null ? null : new Date(waiting.until).toISOString(),
});

export const sessionFiguresJson = (all: SessionFigures): z.infer<typeof sessionFigures> => ({
  ...figuresJson(all),
  waiting: all.waiting && awaitedJson(all.waiting),
  entities: Object.fromEntries(
    Object.entries(all.entities).map(([entityType, entity]) => [
      entityType,
      { state: entity.state, ...figuresJson(entity), written: entity.written },
    ]),
  ),
});
