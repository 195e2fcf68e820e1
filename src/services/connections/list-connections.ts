import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { ReadMeter } from '../../domain/limits/read-budget.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

export interface Connected {
  readonly row: PaymentConfig;
  readonly reads: ReadMeter;
}

/** The workspace's connections, those that were disconnected too. */
export async function listConnections(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
): Promise<Connected[]> {
  return await db.inWorkspace(workspaceId, async (ws) => {
    const found: Connected[] = [];
    for (const row of await ws.paymentConfigs.list())
      found.push({ row, reads: await ws.reads.meter(row.providerName) });
    return found;
  });
}
