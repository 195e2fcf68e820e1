import { Context } from '@temporalio/activity';
import type { ConfirmObjects, ConfirmOutcome } from '../contracts/activities.ts';
import type { Recheck } from '../db/queries/rechecks.ts';
import { SyncError } from '../domain/sync-error.ts';
import { connectAccount, type ConnectedAccount } from './connect-account.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { PacedRequests } from './paced-requests.ts';
import { problemOf } from './pull-listings.ts';
import { readChanges } from './read-changes.ts';

/** Objects fetched at once: enough to fill a sandbox's 25 requests a second at usual latencies. */
const atOnce = 5;

/**
 * Fetches the objects that a listing left in doubt: rows that the provider's pages lack, snapshots that could not be
 * ordered, and what changed while the listing ran. What is there is written, what is gone is soft-deleted.
 */
export async function confirmObjects(
  deps: ActivityDependencies,
  input: ConfirmObjects,
): Promise<ConfirmOutcome> {
  const { db } = deps;
  const { workspaceId, provider } = input.session;
  const context = Context.current();
  const signal = context.cancellationSignal;
  const deadline = Date.now() + input.sliceMs;
  const requests = new PacedRequests(input.allowance, signal);
  const connected = await connectAccount(deps, input.session, { signal, through: requests.through });
  const outcome = { confirmed: 0, deleted: 0 };
  let changes: Pick<ConfirmOutcome, 'changesRead' | 'changesProblem'> = {
    changesRead: !input.readChanges,
    changesProblem: null,
  };
  let blocked: SyncError | null = null;
  try {
    if (input.readChanges) changes = await readChanges(db, connected, input, () => context.heartbeat());
    while (Date.now() < deadline) {
      const batch = await db.inWorkspace(workspaceId, (ws) =>
        ws.rechecks.take(provider, input.entityTypes, atOnce),
      );
      if (batch.length === 0) break;
      const confirmed = await Promise.all(batch.map((recheck) => confirm(deps, connected, input, recheck)));
      outcome.confirmed += batch.length;
      outcome.deleted += confirmed.filter((state) => state === 'deleted').length;
      context.heartbeat({ confirmed: outcome.confirmed });
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SyncError) || !error.retryable || !error.code.startsWith('provider_')) throw error;
    blocked = error;
  }
  const remaining = await db.inWorkspace(workspaceId, (ws) => ws.rechecks.count(provider, input.entityTypes));
  return {
    ...changes,
    ...outcome,
    remaining,
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    blocked:
      blocked === null
        ? null
        : {
            ...problemOf(blocked),
            ...(blocked.retryAfterMs !== undefined && { retryAfterMs: blocked.retryAfterMs }),
          },
  };
}

async function confirm(
  { db }: ActivityDependencies,
  { account, provider }: ConnectedAccount,
  { session }: ConfirmObjects,
  recheck: Recheck,
): Promise<'present' | 'deleted'> {
  const { entityType, externalId } = recheck;
  const found = await account.retrieve(entityType, externalId);
  const { sessionId } = session;
  return await db.inWorkspace(session.workspaceId, async (ws) => {
    await ws.rechecks.done(recheck);
    if (found.state === 'deleted') {
      const deletion = { entityType, externalId, snapshot: found.snapshot, sessionId };
      await ws.copies.markDeleted(provider.name, deletion);
      return 'deleted';
    }
    const { json, path, snapshot } = found;
    const batch = { json, path, snapshot, source: 'fetch', sessionId } as const;
    const { unordered } = await ws.copies.upsertNewer(provider.name, provider.entities[entityType], batch);
    await ws.rechecks.add(provider.name, entityType, unordered, 'unordered');
    return 'present';
  });
}
