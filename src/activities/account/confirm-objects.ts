import { Context } from '@temporalio/activity';
import type { Blocked, ConfirmObjects, ConfirmOutcome } from '../../contracts/activities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { blockedBy } from '../failures.ts';
import { withAccount, type ConnectedAccount } from './connect-account.ts';
import { copyObject } from './copy-object.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { heartbeat } from '../heartbeat.ts';
import type { PacedRequests } from './paced-requests.ts';

/** Objects fetched at once: enough to fill a sandbox's 25 requests a second at usual latencies. */
const concurrency = 5;

/**
 * Fetches the objects that a listing left in doubt: rows that the provider's pages lack, and snapshots that could not
 * be ordered. What is there is written, what is gone is soft-deleted.
 */
export async function confirmObjects(
  deps: ActivityDependencies,
  input: ConfirmObjects,
): Promise<ConfirmOutcome> {
  return await withAccount(deps, input.session, input.allowance, (connected, requests) =>
    confirmAt(deps, input, connected, requests),
  );
}

async function confirmAt(
  deps: ActivityDependencies,
  input: ConfirmObjects,
  connected: ConnectedAccount,
  requests: PacedRequests,
): Promise<ConfirmOutcome> {
  const { db } = deps;
  const { workspaceId, provider } = input.session;
  const signal = Context.current().cancellationSignal;
  const deadline = Date.now() + input.sliceMs;
  const outcome = { confirmed: 0, deleted: 0 };
  let blocked: Blocked | null = null;
  try {
    while (Date.now() < deadline) {
      const batch = await db.inWorkspace(workspaceId, (ws) => ws.rechecks.take(provider, concurrency));
      if (batch.length === 0) break;
      const confirmed = await Promise.all(
        batch.map((recheck) =>
          copyObject(deps, connected, input.session, recheck, (ws) => ws.rechecks.done(recheck)),
        ),
      );
      outcome.confirmed += batch.length;
      outcome.deleted += confirmed.filter((state) => state === 'deleted').length;
      heartbeat({ confirmed: outcome.confirmed });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SyncError)) throw error;
    blocked = blockedBy(error);
  }
  const remaining = await db.inWorkspace(workspaceId, (ws) => ws.rechecks.count(provider));
  return {
    ...outcome,
    remaining,
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    blocked,
  };
}
