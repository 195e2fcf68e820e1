import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/common';
import { scheduledSyncId, scheduledSyncType } from '../../../src/contracts/scheduled-sync.ts';
import { sweepType } from '../../../src/contracts/sweep.ts';
import { workspaceSyncId } from '../../../src/contracts/workspace-sync.ts';
import { throwIfBusy } from '../../../src/temporal/session-refusal.ts';
import { emptyAccount, gate, type Activities, type RecordedRun, type Stage } from './stage.ts';

/** Starts a session, and has it end. */
async function session(
  stage: Stage,
  play: Partial<Activities>,
  sessionType: 'initial_sync' | 'incremental_sync',
) {
  const request = stage.request(stage.connection(play), { sessionType });
  return throwIfBusy(await stage.gateway.startSession(request));
}

/** The run that a wake-up has started. */
async function woken({ client, gateway }: Stage, connection: Parameters<typeof workspaceSyncId>[0]) {
  await gateway.wake(connection);
  const workflowId = workspaceSyncId(connection);
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  return { workflowId, runId };
}

async function scheduled({ client, taskQueue, ...stage }: Stage, play: Partial<Activities>) {
  const connection = stage.connection(play);
  const workflowId = scheduledSyncId(connection);
  const { firstExecutionRunId: runId } = await client.workflow.start(scheduledSyncType, {
    workflowId,
    taskQueue,
    args: [connection],
  });
  return { workflowId, runId };
}

const outcome = { requests: 1, rateLimited: 0, blocked: null };
const away = { code: 'provider_unavailable', message: 'The provider cannot be reached.' } as const;
const allPlacesTaken = 60 * 60 * 1000;

/** The ways that workflows go, by the name of their file. Each resolves to the first run of one that ends by itself. */
export const scenarios: Readonly<Record<string, (stage: Stage) => Promise<RecordedRun>>> = {
  'full-sync': (stage) => session(stage, {}, 'initial_sync'),

  'incremental-sync': (stage) => session(stage, {}, 'incremental_sync'),

  /** Events cannot tell everything: the session lists after all, drains what it imported, and fetches what is in doubt. */
  'incremental-sync-lists-after-all': (stage) => {
    let imports = 0;
    const importEvents: Activities['importEvents'] = async () => {
      imports += 1;
      const gap = imports === 1 ? 'customers were never listed to the end' : null;
      return { ...outcome, events: imports === 2 ? 3 : 0, rechecks: 2, gap, problem: null };
    };
    return session(stage, { importEvents }, 'incremental_sync');
  },

  'provider-away-for-a-while': (stage) => {
    let slices = 0;
    const pullListings: Activities['pullListings'] = async (input) => {
      slices += 1;
      if (slices > 2) return await emptyAccount.pullListings(input);
      const pace = input.allowance;
      return { ...outcome, entities: {}, pages: 0, rechecks: 0, pace, blocked: away };
    };
    return session(stage, { pullListings }, 'initial_sync');
  },

  failed: (stage) => {
    const pullListings: Activities['pullListings'] = async () => {
      throw ApplicationFailure.nonRetryable('The key was revoked.', 'provider_unauthorized');
    };
    return session(stage, { pullListings }, 'initial_sync');
  },

  /** The row cannot be written: the start is refused, and the run ends without a session. */
  'open-failed': async (stage) => {
    const openSession: Activities['openSession'] = async () => {
      throw ApplicationFailure.nonRetryable('Stripe is not configured.', 'provider_not_configured');
    };
    const connection = stage.connection({ openSession });
    await stage.gateway.startSession(stage.request(connection)).catch(() => {});
    const workflowId = workspaceSyncId(connection);
    const { runId } = await stage.client.workflow.getHandle(workflowId).describe();
    return { workflowId, runId };
  },

  cancelled: async (stage) => {
    const { activity: pullListings, begun, open } = gate('pullListings');
    const connection = stage.connection({ pullListings });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await begun;
    await stage.gateway.cancelSession(connection, run.sessionId);
    open();
    return run;
  },

  /** The second session waits behind the first, and is the next run's. A third is queued and cancelled before it. */
  queued: async (stage) => {
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

  'waits-for-admission': async (stage) => {
    let asked = 0;
    const openSession: Activities['openSession'] = async (input) => {
      asked += 1;
      const pollAfterMs = asked === 1 ? allPlacesTaken : asked === 2 ? 500 : null;
      return { ...(await emptyAccount.openSession(input)), pollAfterMs };
    };
    const connection = stage.connection({ openSession });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await stage.gateway.wake(connection);
    await stage.gateway.tellAdmitted(connection);
    return run;
  },

  'cancelled-while-it-waits': async (stage) => {
    const openSession: Activities['openSession'] = async (input) => ({
      ...(await emptyAccount.openSession(input)),
      pollAfterMs: allPlacesTaken,
    });
    const connection = stage.connection({ openSession });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await stage.gateway.cancelSession(connection, run.sessionId);
    return run;
  },

  /** Ends by itself when nothing has come for a minute. */
  webhooks: async (stage) => {
    let drains = 0;
    const drainInbox: Activities['drainInbox'] = async (input) => {
      drains += 1;
      return { ...(await emptyAccount.drainInbox(input)), drained: drains > 1, rechecks: 1 };
    };
    return await woken(stage, stage.connection({ drainInbox }));
  },

  /** A session is asked for: the run makes way for it. */
  'webhooks-make-way': async (stage) => {
    const { activity: drainInbox, begun, open } = gate('drainInbox');
    const connection = stage.connection({ drainInbox });
    const run = await woken(stage, connection);
    await begun;
    await stage.gateway.startSession(stage.request(connection));
    open();
    return run;
  },

  'webhooks-during-a-session': async (stage) => {
    const { activity: pullListings, begun, open } = gate('pullListings');
    const connection = stage.connection({ pullListings });
    const run = throwIfBusy(await stage.gateway.startSession(stage.request(connection)));
    await begun;
    await stage.gateway.wake(connection);
    open();
    return run;
  },

  /** So many slices that the history gets long: the session goes on in further runs. */
  'continues-as-new': (stage) => {
    let slices = 0;
    const pullListings: Activities['pullListings'] = async (input) => {
      slices += 1;
      if (slices > 40) return await emptyAccount.pullListings(input);
      const customers = { state: 'listing', pages: slices, listed: slices, written: 0 } as const;
      return { ...outcome, entities: { customers }, pages: 1, rechecks: 0, pace: input.allowance };
    };
    return session(stage, { pullListings }, 'initial_sync');
  },

  'scheduled-sync': (stage) => scheduled(stage, {}),

  'scheduled-sync-skipped': (stage) =>
    scheduled(stage, {
      startScheduledSync: async () => ({
        outcome: 'skipped',
        reason: 'read_budget_used',
        used: 900,
        budget: 1_000,
        needed: 200,
      }),
    }),

  'scheduled-sync-failed': (stage) =>
    scheduled(stage, {
      startScheduledSync: async () => ({
        outcome: 'failed',
        reason: 'database_refused',
        message: 'The database refused.',
      }),
    }),

  /** Several rounds, and the next run: it never ends, so it is terminated. */
  sweep: async ({ client, taskQueue }) => {
    const workflowId = `sweep:${randomUUID()}`;
    const handle = await client.workflow.start(sweepType, {
      workflowId,
      taskQueue,
      args: [{ everySeconds: 0.05 }],
    });
    const { firstExecutionRunId: runId } = handle;
    while ((await client.workflow.getHandle(workflowId).describe()).runId === runId) continue;
    await client.workflow.getHandle(workflowId).terminate();
    return { workflowId, runId };
  },
};
