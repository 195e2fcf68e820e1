import { Context } from '@temporalio/activity';
import type { SessionRef } from '../../contracts/activities.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { allEnded } from '../all-ended.ts';
import { copyObject } from '../account/copy-object.ts';
import type { ObjectEvents } from './plan-events.ts';
import { isOwnFailure, reasonOf } from '../own-failure.ts';
import type { Settlement } from './settlement.ts';

/** Fetches in flight at once: the account's pace is the real limit. */
const atOnce = 5;
/** An event that fails this often for a reason of its own is quarantined, so that it delays no other. */
export const attempts = 3;

const fetched = {
  present: { state: 'applied', reason: 'fetched' },
  deleted: { state: 'applied', reason: 'fetched: it is deleted' },
} as const;

/**
 * Settles events whose objects have to be fetched: each object once, however many events name it. Throws an error that
 * waiting can help (the provider is down); any other counts as a failure of the object's own events.
 */
export async function fetchObjects(
  { db }: Pick<ActivityDependencies, 'db'>,
  connected: Pick<ConnectedAccount, 'provider' | 'account' | 'conflictPolicy'>,
  session: SessionRef,
  objects: readonly ObjectEvents[],
  settlement: Settlement,
): Promise<EventOutcome[]> {
  const { provider } = connected;
  const outcomes: EventOutcome[] = [];
  const queue = [...objects];
  const fetchNext = async (): Promise<void> => {
    for (let object = queue.shift(); object !== undefined; object = queue.shift()) {
      const { newest, older } = object;
      try {
        let settled: EventOutcome[] = [];
        const found = await copyObject({ db }, connected, session, object, async (ws, state) => {
          settled = settlement.settledWith(object, fetched[state]);
          await ws.inbox.settle(provider.name, settled, session.sessionId);
        });
        const all = settlement.done(object, fetched[found]);
        outcomes.push(...all);
        // About two objects whose fetches were under way at once: neither was the last.
        if (all.length > settled.length)
          await db.inWorkspace(session.workspaceId, (ws) =>
            ws.inbox.settle(provider.name, all, session.sessionId),
          );
      } catch (error) {
        if (Context.current().cancellationSignal.aborted || !isOwnFailure(error)) throw error;
        await db.inWorkspace(session.workspaceId, (ws) =>
          ws.inbox.fail(provider.name, [newest, ...older], reasonOf(error), attempts),
        );
      }
    }
  };
  await allEnded(Array.from({ length: atOnce }, fetchNext));
  return outcomes;
}
