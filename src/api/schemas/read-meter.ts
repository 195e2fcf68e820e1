import { z } from '@hono/zod-openapi';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';

/** Of Postgres' integer. */
const maxBudget = 2_147_483_647;

export const readBudget = z
  .int()
  .min(1)
  .max(maxBudget)
  .nullable()
  .openapi({
    description:
      'A scheduled sync is skipped if it would bring the requests of 30 days above this number; null: no bound. Syncs ' +
      'that a caller starts, and webhooks, count but are not refused.',
  });

export const readMeter = {
  read_budget: readBudget,
  reads_last_30_days: z.int().openapi({
    description:
      'Requests that syncs and webhooks sent to the account today and in the 29 days before (UTC), including those that ' +
      'failed or got a 429.',
  }),
};

export const readMeterJson = ({ used, budget }: ReadMeter) => ({
  read_budget: budget,
  reads_last_30_days: used,
});
