import { workspaceSyncId } from '../../../src/contracts/workspace-sync.ts';
import { throwIfBusy } from '../../../src/temporal/session-refusal.ts';
import type { Connection } from '../../../src/domain/connection.ts';
import { emptyAccount, gate, type Activities, type Scenarios, type Stage } from './stage.ts';

/** The run that a wake-up has started. */
async function woken({ client, gateway }: Stage, connection: Connection) {
  await gateway.wake(connection);
  const workflowId = workspaceSyncId(connection);
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  return { workflowId, runId };
}

export const webhooks: Scenarios = {
  /** Ends by itself when nothing has come for a minute. */
  'workspace-sync/webhooks': async (stage) => {
    let drains = 0;
    const drainInbox: Activities['drainInbox'] = async (input) => {
      drains += 1;
      return { ...(await emptyAccount.drainInbox(input)), drained: drains > 1, rechecks: 1 };
    };
    return await woken(stage, stage.connection({ drainInbox }));
  },

  /** A session is asked for: the run makes way for it. */
  'workspace-sync/webhooks-make-way': async (stage) => {
    const { activity: drainInbox, begun, open } = gate('drainInbox');
    const connection = stage.connection({ drainInbox });
    const run = await woken(stage, connection);
    await begun;
    await stage.gateway.startSession(stage.request(connection));
    open();
    return run;
  },

  'workspace-sync/webhooks-during-a-session': async (stage) => {
    const { activity: pullListings, begun, open } = gate('pullListings');
    const connection = stage.connection({ pullListings });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await begun;
    await stage.gateway.wake(connection);
    open();
    return run;
  },
};
