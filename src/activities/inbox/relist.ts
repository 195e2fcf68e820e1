import type { SessionRef } from '../../contracts/activities.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import { copyPage, type PageStart } from '../account/copy-page.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const daySeconds = 86_400;

export interface Relisted {
  readonly entityTypes: readonly EntityType[];
  /** What has changed before, in milliseconds, is known. */
  readonly since: number;
  /** Those that a listing has just read. */
  readonly listed: readonly EntityType[];
}

/**
 * Reads what events do not tell: of entities whose objects change, or are made, without any event, the pages down to the age
 * at which an object is settled, or those of what has changed. One page after the other: few need more than some. Resolves to
 * how many objects have to be fetched.
 */
export async function relist(
  deps: Pick<ActivityDependencies, 'db'>,
  connected: ConnectedAccount,
  session: SessionRef,
  { entityTypes, since, listed }: Relisted,
  onPage: () => void,
): Promise<number> {
  let rechecks = 0;
  const now = Math.ceil(Date.now() / 1000);
  for (const entityType of entityTypes) {
    const { relisted, paging } = entityOf(connected.provider, entityType);
    if (relisted === undefined || (listed.includes(entityType) && relisted !== 'changed')) continue;
    const settledBefore = typeof relisted === 'number' ? now - relisted * daySeconds : -Infinity;
    const filter = relisted === 'changed' ? { changedSince: since } : {};
    let start: PageStart | null =
      paging === 'sequential' ? { cursor: null, ...filter } : { createdLt: now + daySeconds };
    while (start !== null) {
      const page = await copyPage(deps, connected, session, entityType, start, (ws, _read, unknown) =>
        ws.rechecks.add(session.provider, entityType, [...unknown], 'unordered'),
      );
      onPage();
      if (page.late) continue;
      rechecks += page.rechecks;
      const isSettled = page.reachesTo !== null && page.reachesTo < settledBefore;
      start = page.next === null || isSettled ? null : { cursor: page.next, ...filter };
    }
  }
  return rechecks;
}
