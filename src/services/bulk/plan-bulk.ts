import type { ConnectionFacts } from '../../domain/status/connection-state.ts';
import type { OverviewEntry } from '../status/judged-connections.ts';

/** What can be done to many connections at once. */
export const bulkActions = [
  'incremental_sync',
  'initial_sync',
  'cancel',
  'pause_schedule',
  'resume_schedule',
] as const;
export type BulkAction = (typeof bulkActions)[number];

export interface BulkPlan {
  readonly hits: readonly OverviewEntry[];
  /** Those that the action has nothing to do with, and why. */
  readonly spared: readonly { readonly entry: OverviewEntry; readonly why: string }[];
}

/** What an action would hit of these connections, as they were when they were judged. It touches nothing. */
export function planBulk(action: BulkAction, entries: readonly OverviewEntry[]): BulkPlan {
  const hits: OverviewEntry[] = [];
  const spared: BulkPlan['spared'][number][] = [];
  for (const entry of entries) {
    const why = obstacle(action, entry.facts);
    if (why === undefined) hits.push(entry);
    else spared.push({ entry, why });
  }
  return { hits, spared };
}

function obstacle(action: BulkAction, { connection, active, schedule }: ConnectionFacts): string | undefined {
  if (connection === 'gone') return 'It is disconnected.';
  if (action === 'cancel') return active === null ? 'No sync runs or waits.' : undefined;
  if (connection === 'off') return 'It is switched off.';
  if (action === 'initial_sync' || action === 'incremental_sync')
    return active === null ? undefined : `A sync ${active.waits ? 'waits' : 'runs'} already.`;
  if (schedule === null) return 'It has no schedule.';
  if (schedule.paused === (action === 'pause_schedule'))
    return schedule.paused ? 'Its schedule is paused already.' : 'Its schedule is not paused.';
  return undefined;
}
