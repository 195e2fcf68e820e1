import type { SessionRef } from '../../contracts/activities.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import { copyPage, type PageStart } from '../account/copy-page.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const daySeconds = 86_400;

/**
 * Reads what events do not tell: of entities whose objects change, or are made, without any event, the pages down to the age
 * at which an object is settled. One page after the other: few need more than some.
 */
export async function relist(
  deps: Pick<ActivityDependencies, 'db'>,
  connected: ConnectedAccount,
  session: SessionRef,
  entityTypes: readonly EntityType[],
  onPage: () => void,
): Promise<void> {
  const now = Math.ceil(Date.now() / 1000);
  for (const entityType of entityTypes) {
    const { relisted } = entityOf(connected.provider, entityType);
    if (relisted === undefined) continue;
    const settledBefore = relisted === 'all' ? -Infinity : now - relisted * daySeconds;
    let start: PageStart | null = { createdLt: now + daySeconds };
    while (start !== null) {
      const page = await copyPage(deps, connected, session, entityType, start, async () => {});
      onPage();
      const isSettled = page.reachesTo !== null && page.reachesTo < settledBefore;
      start = page.next === null || isSettled ? null : { cursor: page.next };
    }
  }
}
