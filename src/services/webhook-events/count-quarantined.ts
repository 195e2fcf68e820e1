import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** How many events are in quarantine, counted up to `atMost`: few are there, by an index of their own. */
export const countQuarantined = async (
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { atMost }: { readonly atMost: number },
): Promise<number> =>
  await db.inWorkspace(
    workspaceId,
    async (ws) => (await ws.inbox.list({ limit: atMost, state: 'quarantined' })).length,
  );
