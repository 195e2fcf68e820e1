import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { Blocked, DrainInbox, DrainOutcome, SessionRef } from '../../contracts/activities.ts';
import type { EventCounts } from '../../contracts/sessions.ts';
import type { EventOutcome } from '../../db/inbox/settle.ts';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { blockedBy } from '../failures.ts';
import { withAccount, type ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { applyPlan } from './apply-plan.ts';
import { confirmEvents } from './confirm-events.ts';
import { EventCounter } from './count-events.ts';
import { attempts, fetchObjects } from './fetch-objects.ts';
import type { WatchedInbox } from './inbox-watch.ts';
import { planEvents, type EventPlan } from './plan-events.ts';
import { isOwnFailure, reasonOf } from '../own-failure.ts';
import { heartbeat } from '../heartbeat.ts';
import type { PacedRequests } from '../account/paced-requests.ts';

const batchSize = 200;
const leaseSeconds = 60;
/**
 * After a batch that was not full a drain pauses this many times as long as the batch took (400 ms at most), so that later
 * events share a transaction. So it is quick on an idle machine, and saves work on a busy one.
 */
const restTimes = 10;
const longestRestMs = 400;

/**
 * Applies a connection's inbox, batch by batch, each in one transaction, and stays a while for further events: as long as
 * a drain runs, storing an event costs Temporal nothing. It gives the lease up in the transaction that saw the inbox
 * empty.
 */
export async function drainInbox(deps: ActivityDependencies, input: DrainInbox): Promise<DrainOutcome> {
  const { workspaceId, provider } = input;
  return await deps.inboxWatch.watching({ workspaceId, provider }, (watched) =>
    withAccount(deps, input, input.allowance, (connected, requests) =>
      drain(deps, input, connected, requests, watched),
    ),
  );
}

async function drain(
  deps: ActivityDependencies,
  input: DrainInbox,
  connected: ConnectedAccount,
  requests: PacedRequests,
  watched: WatchedInbox,
): Promise<DrainOutcome> {
  const { db } = deps;
  const { workspaceId, provider: name, sessionId } = input;
  const session = { workspaceId, provider: name, sessionId };
  const signal = Context.current().cancellationSignal;
  const holder = randomUUID();
  const deadline = performance.now() + input.sliceMs;
  const counts = { applied: 0, stale: 0, ignored: 0, quarantined: 0 };
  let drained = false;
  let blocked: Blocked | null = null;
  let busyUntil = performance.now() + input.lingerMs;
  await db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.take(name, holder, leaseSeconds));
  while (!drained && blocked === null && performance.now() < deadline) {
    signal.throwIfAborted();
    const { version } = watched;
    const [tookAt, before] = [performance.now(), settled(counts)];
    const [taken] = await db.inWorkspaces([
      { workspace: workspaceId, ask: ({ inbox }) => inbox.take(name, batchSize) },
    ]);
    const { events, full } = taken!;
    if (events.length > 0) {
      blocked = await applyBatch(deps, connected, session, events, counts, deadline);
      busyUntil = performance.now() + input.lingerMs;
    } else if (performance.now() >= busyUntil) {
      drained = await db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.giveUp(name, holder));
    }
    const restUntil = performance.now() + Math.min(longestRestMs, restTimes * (performance.now() - tookAt));
    heartbeat(counts);
    // Events that failed are still stored, and so may be events that did not fit into the batch.
    const all = !full && settled(counts) - before >= events.length;
    if (drained || blocked !== null || !all) continue;
    const patience = () => Math.max(0, busyUntil - performance.now());
    await watched.changed(version, patience(), signal);
    const rest = Math.max(0, restUntil - performance.now());
    await sleep(Math.min(rest, patience()), undefined, { signal });
  }
  // The session names objects that cannot be fetched, those of quarantined events too.
  const rechecks = await db.inWorkspace(workspaceId, ({ rechecks: of }) =>
    counts.quarantined > 0 ? of.pending(name) : of.count(name),
  );
  return {
    drained,
    events: counts,
    rechecks,
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    pace: requests.report,
    blocked,
  };
}

const settled = (counts: EventCounts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** Applies a batch, then fetches the objects that its events do not settle. Why the drain must wait, or null. */
async function applyBatch(
  deps: ActivityDependencies,
  connected: ConnectedAccount,
  session: SessionRef,
  events: readonly TakenEvent[],
  counts: Record<keyof EventCounts, number>,
  until: number,
): Promise<Blocked | null> {
  const { provider } = connected;
  const counter = new EventCounter(deps.metrics, session, provider);
  let plan: EventPlan | undefined;
  const count = (outcomes: readonly EventOutcome[]) => {
    for (const { state } of outcomes) counts[state] += 1;
    counter.settled(events, outcomes, plan?.objects);
  };
  try {
    plan = planEvents(provider, connected, events);
    const confirmed = await confirmEvents(connected, events, plan);
    if (confirmed !== null) {
      plan = planEvents(provider, connected, confirmed.events, confirmed.unproven);
      await failUnknown(deps, connected, session, confirmed.unknown, count);
    }
    const { outcomes, toFetch, settlement } = await applyPlan(deps, connected, session, plan);
    count(outcomes);
    count(await fetchObjects({ db: deps.db, connected, session, settlement, until }, toFetch));
    return null;
  } catch (error) {
    if (Context.current().cancellationSignal.aborted) throw error;
    if (isOwnFailure(error)) return await oneByOne(deps, connected, session, events, counts, until, error);
    if (error instanceof SyncError) return blockedBy(error);
    throw error;
  }
}

/** Events that the provider does not have may be too new for its list: they are asked for again, and then set aside. */
async function failUnknown(
  { db }: Pick<ActivityDependencies, 'db'>,
  { provider }: ConnectedAccount,
  { workspaceId }: SessionRef,
  unknown: readonly TakenEvent[],
  count: (outcomes: readonly EventOutcome[]) => void,
): Promise<void> {
  if (unknown.length === 0) return;
  const reason = `${provider.displayName} has no such event: nothing proves who sent it`;
  await db.inWorkspace(workspaceId, (ws) => ws.inbox.fail(provider.name, unknown, reason, attempts));
  const last = unknown.filter((event) => event.attempts + 1 >= attempts);
  count(last.map((event) => ({ event, state: 'quarantined', reason })));
}

/** Applies each event of a batch by itself, so that only those at fault are quarantined. */
async function oneByOne(
  deps: ActivityDependencies,
  connected: ConnectedAccount,
  session: SessionRef,
  events: readonly TakenEvent[],
  counts: Record<keyof EventCounts, number>,
  until: number,
  error: unknown,
): Promise<Blocked | null> {
  const { provider } = connected;
  for (const event of events) {
    if (events.length > 1) {
      const blocked = await applyBatch(deps, connected, session, [event], counts, until);
      if (blocked !== null) return blocked;
    } else {
      await deps.db.inWorkspace(session.workspaceId, (ws) =>
        ws.inbox.fail(provider.name, [event], reasonOf(error), attempts),
      );
      if (event.attempts + 1 < attempts) continue;
      counts.quarantined += 1;
      const outcome = { event, state: 'quarantined', reason: reasonOf(error) } as const;
      new EventCounter(deps.metrics, session, provider).settled([event], [outcome]);
    }
  }
  return null;
}
