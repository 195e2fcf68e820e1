import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import { accountSpec } from '../backfill/backfill.ts';
import type { ConnectedAccount } from '../connected-account.ts';
import { openOurService, unpaced, type OurService } from '../our-service.ts';
import { inOwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';

export interface TenantsOptions {
  /** Of how many workspaces there are, and of the large one's objects. */
  readonly scale: number;
  /** Names of the parts to run; all if empty. */
  readonly only: readonly string[];
  readonly nodeArgs: readonly string[];
}

const latency = { fixedMs: 50 };

/** The backfill's mix with this many objects. */
export const withObjects = (objects: number): AccountSpec => ({ ...accountSpec(objects / 23_000), latency });

/** Our service over a database of its own, without a pace of its own. */
export async function withService<T>(
  stage: Stage,
  { nodeArgs }: TenantsOptions,
  env: Record<string, string>,
  work: (service: OurService, database: string) => Promise<T>,
): Promise<T> {
  return await inOwnDatabase(stage, 'ours', async (database) => {
    const service = openOurService(stage, { database: database.url, nodeArgs, env: { ...unpaced, ...env } });
    try {
      return await work(service, database.name);
    } finally {
      await service.stop();
    }
  });
}

export async function forget(stage: Stage, connected: readonly ConnectedAccount[]): Promise<void> {
  for (const { accountId } of connected) await stage.simulator.deleteAccount(accountId);
}
