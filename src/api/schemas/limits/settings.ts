import { z } from '@hono/zod-openapi';
import type { Workspace } from '../../../db/workspaces/workspace-directory.ts';
import type { RequestAllowance } from '../../limits/request-limits.ts';

const perSecond = z.int().min(1).max(1_000_000);
const atOnce = z.int().min(1).max(100_000);

export const settingsChange = z
  .strictObject({
    requests_per_second: perSecond.nullable().optional(),
    requests_at_once: atOnce.nullable().optional(),
  })
  .openapi('SettingsChange', { example: { requests_per_second: 20 } });

export const settings = z
  .object({
    requests_per_second: perSecond.nullable().openapi({
      description:
        'Of each API key, five times as many in a burst; of all keys of the workspace four times that. Null: `effective`.',
    }),
    requests_at_once: atOnce.nullable().openapi({
      description:
        'The same for requests that run at the same time. Those that wait are counted apart, eight times as many.',
    }),
    effective: z
      .object({ requests_per_second: perSecond, requests_at_once: atOnce })
      .openapi({ description: 'The limits that hold: the operator has set those that are null above.' }),
  })
  .openapi('Settings');

export const settingsJson = (
  { requestsPerSecond, requestsAtOnce }: Workspace,
  defaults: RequestAllowance,
): z.infer<typeof settings> => ({
  requests_per_second: requestsPerSecond,
  requests_at_once: requestsAtOnce,
  effective: {
    requests_per_second: requestsPerSecond ?? defaults.requestsPerSecond,
    requests_at_once: requestsAtOnce ?? defaults.requestsAtOnce,
  },
});
