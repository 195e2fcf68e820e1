import { Context } from '@temporalio/activity';
import type { Blocked, RecheckObjects, RecheckOutcome } from '../../contracts/activities.ts';
import type { EntityProblem } from '../../contracts/sessions.ts';
import type { FailingObjects, Recheck } from '../../db/copies/rechecks/rechecks.ts';
import { allEnded } from '../all-ended.ts';
import { blockedBy, problemOf } from '../failures.ts';
import { withAccount, type ConnectedAccount } from './connect-account.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import { copyBelow, readParentInstead } from './copy-below.ts';
import { copyObject, type CopiedAs } from './copy-object.ts';
import { FailedFetches, ownProblem } from './failed-fetch.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { heartbeat } from '../heartbeat.ts';
import type { PacedRequests } from './paced-requests.ts';

/** Objects fetched at once: enough to fill a sandbox's 25 requests a second at usual latencies. */
const concurrency = 5;

/**
 * Fetches the objects to be rechecked that are of the session's entities: rows that the provider's pages lack, and events
 * whose order is unknown. Writes those that are there, and marks those that are gone as deleted. One whose fetch fails is
 * set aside and holds up no other.
 */
export async function recheckObjects(
  deps: ActivityDependencies,
  input: RecheckObjects,
): Promise<RecheckOutcome> {
  return await withAccount(deps, input.session, input.allowance, (connected, requests) =>
    recheckAt(deps, input, connected, requests),
  );
}

interface Failure {
  readonly recheck: Recheck;
  readonly error: unknown;
}

async function recheckAt(
  deps: ActivityDependencies,
  input: RecheckObjects,
  connected: ConnectedAccount,
  requests: PacedRequests,
): Promise<RecheckOutcome> {
  const { db } = deps;
  const { session, entityTypes } = input;
  const { workspaceId, provider } = session;
  const deadline = performance.now() + input.sliceMs;
  const outcome = { rechecked: 0, deleted: 0 };
  const failed = new FailedFetches(connected.account);
  const unreadable: EntityProblem[] = [];
  let blocked: Blocked | null = null;
  const scope = () => ({
    entityTypes,
    except: [...input.unreadable, ...unreadable.map(({ entityType }) => entityType)],
  });
  await db.inWorkspace(workspaceId, (ws) => ws.rechecks.settleNames(provider));
  while (performance.now() < deadline && blocked === null) {
    const batch = await db.inWorkspace(workspaceId, (ws) => ws.rechecks.take(provider, scope(), concurrency));
    if (batch.length === 0) break;
    const states = await allEnded(batch.map((recheck) => recheckOne(deps, connected, session, recheck)));
    for (const state of states) {
      if (typeof state === 'string') {
        if (state !== 'unordered') outcome.rechecked += 1;
        if (state === 'deleted') outcome.deleted += 1;
        continue;
      }
      const { recheck } = state;
      const { entityType } = recheck;
      const reason = await failed.reasonOf(state.error, entityType);
      if (reason.for === 'provider') blocked = blockedBy(reason.error);
      else if (reason.for === 'object')
        await db.inWorkspace(workspaceId, (ws) =>
          ws.rechecks.setAside(provider, recheck, ownProblem(state.error)),
        );
      else if (!unreadable.some((problem) => problem.entityType === entityType))
        unreadable.push({ entityType, ...problemOf(reason.error) });
    }
    heartbeat({ rechecked: outcome.rechecked });
  }
  const { remaining, failing } = await db.inWorkspace(workspaceId, async (ws) => ({
    remaining: await ws.rechecks.count(provider, scope()),
    failing: await ws.rechecks.failing(provider, scope()),
  }));
  return {
    ...outcome,
    remaining,
    failing: failing.map(asProblem),
    unreadable,
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    blocked,
  };
}

/** Its state at the provider, or why that could not be read or written. */
async function recheckOne(
  deps: ActivityDependencies,
  connected: ConnectedAccount,
  session: RecheckObjects['session'],
  recheck: Recheck,
): Promise<CopiedAs | Failure> {
  try {
    const { below } = entityOf(connected.provider, recheck.entityType);
    if (below !== undefined) {
      if (recheck.reason === 'below') return await copyBelow(deps, connected, session, recheck, below);
      if (below.unaddressed) return await readParentInstead(deps, connected, session, recheck, below);
    }
    return await copyObject(deps, connected, session, recheck, async (ws, copied) => {
      // Otherwise it stays due.
      if (copied !== 'unordered') await ws.rechecks.done(recheck, copied);
    });
  } catch (error) {
    Context.current().cancellationSignal.throwIfAborted();
    return { recheck, error };
  }
}

function asProblem({ entityType, externalId, objects, problem }: FailingObjects): EntityProblem {
  const which = objects === 1 ? externalId : `${externalId} and ${objects - 1} more`;
  return {
    ...problem,
    entityType,
    message: `Of ${entityType}, ${which} cannot be copied: ${problem.message}`,
  };
}
