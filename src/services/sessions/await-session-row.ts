import { setTimeout as sleep } from 'node:timers/promises';
import type { SessionId } from '../../domain/ids.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

const lookEveryMs = 50;
const patienceMs = 3_000;

/**
 * Waits until a session that was started has its row, which its workflow writes: a person who started it then sees it at once.
 * After three seconds it goes on without, as when no worker runs.
 */
export async function awaitSessionRow(
  { db }: Pick<ServiceDeps, 'db'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { id }: { readonly id: SessionId },
): Promise<void> {
  for (const until = Date.now() + patienceMs; Date.now() < until; await sleep(lookEveryMs)) {
    if ((await db.inWorkspace(workspaceId, ({ sessions }) => sessions.get(id))) !== undefined) return;
  }
}
