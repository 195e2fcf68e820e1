import type { OverviewRow } from '../../db/analytics/connections-overview.ts';
import type { Lateness } from '../../db/connections/workspace-payment-configs-table.ts';
import type { ConnectionState } from '../../domain/status/connection-state.ts';
import type { ServiceDeps } from '../deps.ts';
import { judge, type OverviewEntry } from './judged-connections.ts';

/** What is to be noted of a connection: undefined leaves it as it is. A sync that runs or failed makes no copy current. */
export function latenessOf(state: ConnectionState, noted: Lateness | null): Lateness | null | undefined {
  if (state === 'stale') return noted === 'stale' ? undefined : 'stale';
  if (state === 'late') return noted === null ? 'late' : undefined;
  const isOver = state === 'current' || state === 'paused' || state === 'disconnected';
  return isOver && noted !== null ? null : undefined;
}

/** Tells receivers of copies that have become late or stale, each once. Resolves to how many. */
export async function tellLateness({ db }: Pick<ServiceDeps, 'db'>, now = Date.now()): Promise<number> {
  const rows = await db.asSystem('read the overview', (system) => system.connectionsOverview.list());
  let told = 0;
  for (const row of rows) {
    const entry = judge(row, now);
    const lateness = latenessOf(entry.state, row.lateness);
    if (lateness !== undefined && (await note({ db }, row, entry, lateness))) told += 1;
  }
  return told;
}

/** Whether receivers are told. */
const note = (
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId, provider, lateness: before, completeAt }: OverviewRow,
  { reasons }: OverviewEntry,
  lateness: Lateness | null,
): Promise<boolean> =>
  db.inWorkspace(workspaceId, async (ws) => {
    // Another worker may have come first.
    const noted = await ws.paymentConfigs.noteLateness(provider, before, lateness);
    if (!noted || lateness === null) return false;
    await ws.outbox.add({
      type: `sync.${lateness}`,
      provider,
      facts: { complete_at: completeAt?.toISOString() ?? null, reasons },
    });
    return true;
  });
