import { z } from '@hono/zod-openapi';
import { effectiveQuotas, msToNextDay, type Quotas } from '../../../domain/limits/quotas.ts';
import type { Usage } from '../../../services/quotas/read-usage.ts';
import { instant } from '../parameters.ts';

const most = Number.MAX_SAFE_INTEGER;
const bounds = {
  readers: z.int().min(1).max(10),
  syncs_per_day: z.int().min(1).max(1_000_000),
  rows: z.int().min(1).max(most),
  stored_bytes: z.int().min(1).max(most),
  waiting_events: z.int().min(1).max(1_000_000_000),
};

export const quotasChange = z
  .strictObject({
    readers: bounds.readers.nullable().optional(),
    syncs_per_day: bounds.syncs_per_day.nullable().optional(),
    rows: bounds.rows.nullable().optional(),
    stored_bytes: bounds.stored_bytes.nullable().optional(),
    waiting_events: bounds.waiting_events.nullable().optional(),
  })
  .openapi('QuotasChange', { example: { syncs_per_day: 48, rows: 5_000_000 } });

const quota = <T extends z.ZodType>(bound: T, description: string) =>
  z
    .object({
      limit: bound.nullable().openapi({ description: 'What holds. Null: no limit.' }),
      own: bound.nullable().openapi({ description: "The workspace's own. Null: as the operator has it." }),
      used: z.int().nonnegative(),
    })
    .openapi({ description });

export const quotas = z
  .object({
    readers: z
      .object({ limit: bounds.readers.nullable(), own: bounds.readers.nullable() })
      .openapi({ description: 'Of one listing at a time. A start that asks for more gets 422.' }),
    syncs_per_day: quota(
      bounds.syncs_per_day,
      'Full and incremental syncs that began today (UTC). At the limit a start gets 429, and a schedule skips its run.',
    ).extend({ resets_at: instant }),
    rows: quota(
      bounds.rows,
      'Of all entities. At the limit a start gets 422, and a running listing ends with this reason; webhooks are applied.',
    ),
    stored_bytes: quota(
      bounds.stored_bytes,
      'Of objects and events, by an estimate. At the limit a start gets 422, and webhooks 429: the provider sends them again.',
    ),
    waiting_events: quota(
      bounds.waiting_events,
      'Received and not applied yet. At the limit webhooks get 429: the provider sends them again.',
    ),
  })
  .openapi('Quotas');

export const quotasFrom = (body: z.infer<typeof quotasChange>): Partial<Quotas> => ({
  ...(body.readers !== undefined && { readers: body.readers }),
  ...(body.syncs_per_day !== undefined && { syncsPerDay: body.syncs_per_day }),
  ...(body.rows !== undefined && { rows: body.rows }),
  ...(body.stored_bytes !== undefined && { storedBytes: body.stored_bytes }),
  ...(body.waiting_events !== undefined && { waitingEvents: body.waiting_events }),
});

export function quotasJson(own: Quotas, defaults: Quotas, used: Usage, now: number): z.infer<typeof quotas> {
  const effective = effectiveQuotas(own, defaults);
  const one = (name: keyof Usage) => ({ limit: effective[name], own: own[name], used: used[name] });
  return {
    readers: { limit: effective.readers, own: own.readers },
    syncs_per_day: { ...one('syncsPerDay'), resets_at: new Date(now + msToNextDay(now)).toISOString() },
    rows: one('rows'),
    stored_bytes: one('storedBytes'),
    waiting_events: one('waitingEvents'),
  };
}
