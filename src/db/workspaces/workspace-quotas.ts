import {
  effectiveQuotas,
  isUsedUp,
  msToNextDay,
  QuotaExceeded,
  type Quotas,
} from '../../domain/limits/quotas.ts';
import type { Scope } from '../transaction/scope.ts';
import { ownQuotas, workspaceRecord } from './workspace-record.ts';
import { workspaceUsage } from './workspace-usage.ts';

/** How long a webhook is to wait: as long as a drain needs for some thousand events. */
const webhookRetryMs = 30_000;

/** What a workspace may still do. Each reads only what has a quota; `defaults` are the operator's. */
export const workspaceQuotas = (scope: Scope) => {
  const usage = workspaceUsage(scope);
  const effective = async (defaults: Quotas): Promise<Quotas> => {
    const workspace = await workspaceRecord(scope).getAny();
    return workspace === undefined ? defaults : effectiveQuotas(ownQuotas(workspace), defaults);
  };
  const rowsExceeded = async ({ rows }: Quotas): Promise<QuotaExceeded | null> =>
    rows !== null && isUsedUp(await usage.rows(), rows) ? new QuotaExceeded('rows', rows) : null;
  const bytesExceeded = async ({ storedBytes }: Quotas): Promise<QuotaExceeded | null> =>
    storedBytes !== null && isUsedUp(await usage.storedBytes(), storedBytes)
      ? new QuotaExceeded('storedBytes', storedBytes, { retryAfterMs: webhookRetryMs })
      : null;
  return {
    effective,

    /** Why no sync may begin; null if one may. */
    async forStart(defaults: Quotas): Promise<QuotaExceeded | null> {
      const quotas = await effective(defaults);
      const { syncsPerDay } = quotas;
      if (syncsPerDay !== null && isUsedUp(await usage.syncsToday(), syncsPerDay)) {
        return new QuotaExceeded('syncsPerDay', syncsPerDay, { retryAfterMs: msToNextDay(Date.now()) });
      }
      const exceeded = (await rowsExceeded(quotas)) ?? (await bytesExceeded(quotas));
      // Without a time: no waiting helps.
      return exceeded === null ? null : new QuotaExceeded(exceeded.quota, exceeded.limit);
    },

    /** How many readers a listing may have, and why it must end; null if it may go on. */
    async forListing(
      defaults: Quotas,
    ): Promise<{ readonly readers: number | null; readonly exceeded: QuotaExceeded | null }> {
      const quotas = await effective(defaults);
      return { readers: quotas.readers, exceeded: await rowsExceeded(quotas) };
    },

    /** How many events more may be received; null: any number. And why none may be, if so. */
    async forWebhooks(
      defaults: Quotas,
    ): Promise<{ readonly left: number | null; readonly exceeded: QuotaExceeded | null }> {
      const quotas = await effective(defaults);
      const { waitingEvents } = quotas;
      if (waitingEvents === null) return { left: null, exceeded: await bytesExceeded(quotas) };
      const waiting = await usage.waitingEvents(waitingEvents);
      const exceeded = isUsedUp(waiting, waitingEvents)
        ? new QuotaExceeded('waitingEvents', waitingEvents, { retryAfterMs: webhookRetryMs })
        : await bytesExceeded(quotas);
      return { left: waitingEvents - waiting, exceeded };
    },
  };
};
