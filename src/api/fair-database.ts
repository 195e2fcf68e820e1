import type { Database } from '../db/database.ts';
import { FairSlots } from '../domain/fair-slots.ts';
import { SyncError } from '../domain/sync-error.ts';

/** A request gives up after this. */
const maxWaitMs = 10_000;
/** No workspace holds more of the connections at once, so that another one finds a free one. */
const maxShare = 0.5;

export interface FairConnections {
  /** The connections, shared out by workspace: the next free one goes to the workspace that had the fewest lately. */
  readonly db: Database;
  /** The same connections, for work that counts as one owner's beside the workspaces, whichever it touches. */
  as(owner: string): Database;
}

/** Shares the connections of an API process among those that need one. */
export function fairConnections(db: Database): FairConnections {
  const greatestShare = Math.max(1, Math.floor(db.maxConnections * maxShare));
  const slots = new FairSlots(db.maxConnections, undefined, greatestShare);

  async function inTurn<T>(owner: string, work: () => Promise<T>): Promise<T> {
    const giveBack = await slots.takeWithin(maxWaitMs, owner);
    if (giveBack === undefined)
      throw new SyncError('database_unavailable', 'Too many requests wait for the database.');
    try {
      return await work();
    } finally {
      giveBack();
    }
  }

  const shared = (ownerOf: (owner: string) => string): Database => ({
    ...db,
    connectionUse: () => {
      const use = db.connectionUse();
      return { ...use, waiting: use.waiting + slots.use().waiting };
    },
    inWorkspace: (workspace, work, options) =>
      inTurn(ownerOf(workspace), () => db.inWorkspace(workspace, work, options)),
    inWorkspaces: (parts, lockTimeoutMs) =>
      inTurn(ownerOf('several workspaces'), () => db.inWorkspaces(parts, lockTimeoutMs)),
    asSystem: (reason, work) => inTurn(ownerOf(`system: ${reason}`), () => db.asSystem(reason, work)),
    ping: () => inTurn(ownerOf('ping'), () => db.ping()),
  });
  return { db: shared((owner) => owner), as: (owner) => shared(() => owner) };
}
