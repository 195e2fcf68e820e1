import { z } from '@hono/zod-openapi';
import type { ReadMeter } from '../../domain/read-budget.ts';

/** Of Postgres' integer. */
const most = 2_147_483_647;

export const readBudget = z
  .int()
  .min(1)
  .max(most)
  .nullable()
  .openapi({
    description:
      'How many requests in 30 days scheduled syncs may bring the account to; null: no bound. Syncs that somebody starts, ' +
      'and webhooks, are counted but not refused.',
  });

export const readMeter = {
  read_budget: readBudget,
  reads_last_30_days: z.int().openapi({
    description:
      'Requests that syncs and webhooks sent to the account today and in the 29 days before (UTC), also those that ' +
      'failed or were answered with 429.',
  }),
};

export const readMeterJson = ({ used, budget }: ReadMeter) => ({
  read_budget: budget,
  reads_last_30_days: used,
});
