import { continueAsNew, proxyActivities, setCurrentDetails, sleep } from '@temporalio/workflow';
import type { DeletedWorkspace, DeletionActivities } from '../../contracts/workspace-deletion.ts';
import { historyIsLong } from '../long-history.ts';

/** Tried again for as long as it takes, and so survives whatever dies. */
const { endWorkspace, purgeWorkspace } = proxyActivities<DeletionActivities>({
  startToCloseTimeout: '15 minutes',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '5 minutes' },
});

/**
 * Finishes the deletion of a workspace. The sweep starts it twice at most: if the process that deleted the workspace died
 * before all had ended, and when its rows are to be purged. Resolves to the rows that it purged.
 */
export async function workspaceDeletion(of: DeletedWorkspace & { readonly rows?: number }): Promise<number> {
  const { workspaceId } = of;
  let { rows = 0 } = of;
  await endWorkspace({ workspaceId });
  for (;;) {
    const purge = await purgeWorkspace({ workspaceId });
    rows += purge.rows;
    setCurrentDetails(`**${rows}** rows purged`);
    if (purge.state === 'waiting' || purge.state === 'done') return rows;
    if (purge.state === 'busy') await sleep('1 minute');
    if (historyIsLong()) await continueAsNew<typeof workspaceDeletion>({ workspaceId, rows });
  }
}
