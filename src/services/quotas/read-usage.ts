import type { WorkspaceScope } from '../../db/workspace.ts';
import type { QuotaName, Quotas } from '../../domain/limits/quotas.ts';

/** Counted as far as this even without a quota. */
const mostEvents = 100_000;

/** What a workspace uses of each quota; readers are not counted, because one sync runs at a time. */
export type Usage = Readonly<Record<Exclude<QuotaName, 'readers'>, number>>;

export async function readUsage({ usage }: WorkspaceScope, { waitingEvents }: Quotas): Promise<Usage> {
  return {
    syncsPerDay: await usage.syncsToday(),
    rows: await usage.rows(),
    storedBytes: await usage.storedBytes(),
    waitingEvents: await usage.waitingEvents(Math.max(mostEvents, waitingEvents ?? 0)),
  };
}
