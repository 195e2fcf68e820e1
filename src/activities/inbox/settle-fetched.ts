import type { SessionRef } from '../../contracts/activities.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { ObjectEvents } from './plan-events.ts';
import type { ObjectDone, Settlement } from './settlement.ts';

export interface FetchOptions {
  readonly db: ActivityDependencies['db'];
  readonly connected: Pick<ConnectedAccount, 'provider' | 'account' | 'conflictPolicy'>;
  readonly session: SessionRef;
  readonly settlement: Settlement;
  /** By `performance.now()`: no fetch begins after it. What is left stays stored. */
  readonly until: number;
}

/** Objects' transaction is committed: settles events about several of which no transaction was the last. */
export async function settleFetched(
  { db, connected, session, settlement }: FetchOptions,
  objects: readonly ObjectEvents[],
  done: ObjectDone,
  settled: readonly EventOutcome[],
): Promise<EventOutcome[]> {
  const all = objects.flatMap((object) => settlement.done(object, done));
  // About two objects whose fetches were under way at once: neither was the last.
  if (all.length > settled.length)
    await db.inWorkspace(session.workspaceId, (ws) =>
      ws.inbox.settle(connected.provider.name, all, session.sessionId),
    );
  return all;
}
