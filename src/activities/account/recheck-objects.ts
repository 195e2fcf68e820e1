import { Context } from '@temporalio/activity';
import type { Blocked, RecheckObjects, RecheckOutcome } from '../../contracts/activities.ts';
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
 * Fetches the objects to be rechecked: rows that the provider's pages lack, and events whose order is unknown. Writes those
 * that are there, and marks those that are gone as deleted.
 */
export async function recheckObjects(
  deps: ActivityDependencies,
  input: RecheckObjects,
): Promise<RecheckOutcome> {
  return await withAccount(deps, input.session, input.allowance, (connected, requests) =>
    recheckAt(deps, input, connected, requests),
  );
}

async function recheckAt(
  deps: ActivityDependencies,
  input: RecheckObjects,
  connected: ConnectedAccount,
  requests: PacedRequests,
): Promise<RecheckOutcome> {
  const { db } = deps;
  const { workspaceId, provider } = input.session;
  const signal = Context.current().cancellationSignal;
  const deadline = Date.now() + input.sliceMs;
  const outcome = { rechecked: 0, deleted: 0 };
  let blocked: Blocked | null = null;
  try {
    while (Date.now() < deadline) {
      const batch = await db.inWorkspace(workspaceId, (ws) => ws.rechecks.take(provider, concurrency));
      if (batch.length === 0) break;
      const rechecked = await Promise.all(
        batch.map((recheck) =>
          copyObject(deps, connected, input.session, recheck, (ws) => ws.rechecks.done(recheck)),
        ),
      );
      outcome.rechecked += batch.length;
      outcome.deleted += rechecked.filter((state) => state === 'deleted').length;
      heartbeat({ rechecked: outcome.rechecked });
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
