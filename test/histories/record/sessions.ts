import { ApplicationFailure } from '@temporalio/common';
import { workspaceSyncId } from '../../../src/contracts/workspace-sync.ts';
import { throwIfBusy } from '../../../src/temporal/session-refusal.ts';
import { emptyAccount, gate, type Activities, type Scenarios, type Stage } from './stage.ts';

/** Starts a session, and has it end. */
async function session(
  stage: Stage,
  play: Partial<Activities>,
  sessionType: 'initial_sync' | 'incremental_sync',
) {
  const request = stage.request(stage.connection(play), { sessionType });
  return throwIfBusy(await stage.gateway.startSession(request));
}

const outcome = { requests: 1, rateLimited: 0, blocked: null };
const away = { code: 'provider_unavailable', message: 'The provider cannot be reached.' } as const;
const anHour = 60 * 60 * 1000;

/** Full and incremental sessions. */
export const sessions: Scenarios = {
  'workspace-sync/full-sync': (stage) => session(stage, {}, 'initial_sync'),

  'workspace-sync/incremental-sync': (stage) => session(stage, {}, 'incremental_sync'),

  /** Events cannot tell everything: the session lists after all, drains what it imported, and fetches what is in doubt. */
  'workspace-sync/incremental-sync-lists-after-all': (stage) => {
    let imports = 0;
    const importEvents: Activities['importEvents'] = async () => {
      imports += 1;
      const gap = imports === 1 ? 'customers were never listed to the end' : null;
      return { ...outcome, events: imports === 2 ? 3 : 0, rechecks: 2, gap, problem: null };
    };
    return session(stage, { importEvents }, 'incremental_sync');
  },

  'workspace-sync/provider-away-for-a-while': (stage) => {
    let slices = 0;
    const pullListings: Activities['pullListings'] = async (input) => {
      slices += 1;
      if (slices > 2) return await emptyAccount.pullListings(input);
      const pace = input.allowance;
      return { ...outcome, entities: {}, pages: 0, rechecks: 0, pace, blocked: away };
    };
    return session(stage, { pullListings }, 'initial_sync');
  },

  'workspace-sync/failed': (stage) => {
    const pullListings: Activities['pullListings'] = async () => {
      throw ApplicationFailure.nonRetryable('The key was revoked.', 'provider_unauthorized');
    };
    return session(stage, { pullListings }, 'initial_sync');
  },

  /** The row cannot be written: the start is refused, and the run ends without a session. */
  'workspace-sync/open-failed': async (stage) => {
    const openSession: Activities['openSession'] = async () => {
      throw ApplicationFailure.nonRetryable('Stripe is not configured.', 'provider_not_configured');
    };
    const connection = stage.connection({ openSession });
    await stage.gateway.startSession(stage.request(connection)).catch(() => {});
    const workflowId = workspaceSyncId(connection);
    const { runId } = await stage.client.workflow.getHandle(workflowId).describe();
    return { workflowId, runId };
  },

  'workspace-sync/cancelled': async (stage) => {
    const { activity: pullListings, begun, open } = gate('pullListings');
    const connection = stage.connection({ pullListings });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await begun;
    await stage.gateway.cancelSession(connection, run.sessionId);
    open();
    return run;
  },

  /** The second session waits behind the first, and is the next run's. A third is queued and cancelled before it. */
  'workspace-sync/queued': async (stage) => {
    const { activity: pullListings, begun, open } = gate('pullListings');
    const connection = stage.connection({ pullListings });
    const queue = () => stage.request(connection, { whenBusy: 'queue' });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await begun;
    const third = queue();
    await stage.gateway.startSession(third);
    await stage.gateway.cancelSession(connection, third.sessionId);
    await stage.gateway.startSession(queue());
    open();
    return run;
  },

  'workspace-sync/waits-for-admission': async (stage) => {
    let asked = 0;
    const openSession: Activities['openSession'] = async (input) => {
      asked += 1;
      const pollAfterMs = asked === 1 ? anHour : asked === 2 ? 500 : null;
      return { ...(await emptyAccount.openSession(input)), pollAfterMs };
    };
    const connection = stage.connection({ openSession });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await stage.gateway.wake(connection);
    await stage.gateway.tellAdmitted(connection);
    return run;
  },

  'workspace-sync/cancelled-while-it-waits': async (stage) => {
    const openSession: Activities['openSession'] = async (input) => ({
      ...(await emptyAccount.openSession(input)),
      pollAfterMs: anHour,
    });
    const connection = stage.connection({ openSession });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await stage.gateway.cancelSession(connection, run.sessionId);
    return run;
  },

  /** So many slices that the history gets long: the session goes on in further runs. */
  'workspace-sync/continues-as-new': (stage) => {
    let slices = 0;
    const pullListings: Activities['pullListings'] = async (input) => {
      slices += 1;
      if (slices > 40) return await emptyAccount.pullListings(input);
      const customers = { state: 'listing', pages: slices, listed: slices, written: 0 } as const;
      return { ...outcome, entities: { customers }, pages: 1, rechecks: 0, pace: input.allowance };
    };
    return session(stage, { pullListings }, 'initial_sync');
  },
};
