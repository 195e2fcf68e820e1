import { Context } from '@temporalio/activity';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import { allEnded } from '../all-ended.ts';
import { copyObject } from '../account/copy-object.ts';
import { FailedFetches, ownProblem } from '../account/failed-fetch.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { fetchPages } from './fetch-pages.ts';
import type { ObjectEvents } from './plan-events.ts';
import { reasonOf } from '../own-failure.ts';
import { settleFetched, type FetchOptions } from './settle-fetched.ts';

/** Fetches in flight at once: at answers of 200 ms as many as an account allows in a second. The pace is the real limit. */
const atOnce = 20;
/** An event that fails this often for a reason of its own is quarantined, so that it delays no other. */
export const attempts = 3;

const fetched = {
  present: { state: 'applied', reason: 'fetched' },
  deleted: { state: 'applied', reason: 'fetched: it is deleted' },
} as const;

/**
 * Settles events whose objects have to be fetched: each object once, however many events name it, and many with one page of
 * their list. Throws an error that waiting can help (the provider is down); any other counts as a failure of the object's
 * own events. An object that the provider alone fails to show is rechecked after they are quarantined.
 */
export async function fetchObjects(
  options: FetchOptions,
  objects: readonly ObjectEvents[],
): Promise<EventOutcome[]> {
  const byEntity = Map.groupBy(objects, ({ entityType }) => entityType);
  const paged = await allEnded(
    [...byEntity].map(([entityType, ofEntity]) => fetchPages(options, entityType, ofEntity)),
  );
  const single = await fetchEach(
    options,
    paged.flatMap(({ left }) => left),
  );
  return [...paged.flatMap(({ outcomes }) => outcomes), ...single];
}

async function fetchEach(options: FetchOptions, objects: readonly ObjectEvents[]): Promise<EventOutcome[]> {
  const { db, connected, session, settlement, until } = options;
  const { provider } = connected;
  const failures = new FailedFetches(connected.account);
  const outcomes: EventOutcome[] = [];
  const queue = [...objects];
  const failedAt = async (object: ObjectEvents, error: unknown): Promise<EventOutcome[]> => {
    const { newest, older, entityType } = object;
    const failed = await failures.reasonOf(error, entityType);
    if (failed.for === 'provider') throw failed.error;
    const reason = reasonOf(failed.for === 'entity' ? failed.error : error);
    const events = [newest, ...older];
    const last = events.filter((event) => event.attempts + 1 >= attempts);
    const isHidden =
      failed.for === 'object' && error instanceof SyncError && error.code.startsWith('provider_');
    await db.inWorkspace(session.workspaceId, async (ws) => {
      await ws.inbox.fail(provider.name, events, reason, attempts);
      if (isHidden && last.length > 0) await ws.rechecks.setAside(provider.name, object, ownProblem(error));
    });
    return last.map((event) => ({ event, state: 'quarantined', reason }));
  };
  const fetchNext = async (): Promise<void> => {
    for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
      if (performance.now() >= until) return;
      try {
        let settled: EventOutcome[] = [];
        const copied = await copyObject({ db }, connected, session, object, async (ws, state) => {
          if (state === 'unordered') return;
          settled = settlement.settledWith(object, fetched[state]);
          await ws.inbox.settle(provider.name, settled, session.sessionId);
        });
        // Its events stay stored, and the next batch fetches it again.
        if (copied === 'unordered') continue;
        outcomes.push(...(await settleFetched(options, [object], fetched[copied], settled)));
      } catch (error) {
        if (Context.current().cancellationSignal.aborted) throw error;
        outcomes.push(...(await failedAt(object, error)));
      }
    }
  };
  await allEnded(Array.from({ length: Math.min(atOnce, queue.length) }, fetchNext));
  return outcomes;
}
