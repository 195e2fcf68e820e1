import { Context } from '@temporalio/activity';
import type { ImportEvents, ImportOutcome } from '../../contracts/activities.ts';
import type { SessionProblem } from '../../contracts/sessions.ts';
import { newInboxEvent, type NewInboxEvent } from '../../db/inbox/store-events.ts';
import { eventsReachBack } from '../../domain/listing.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { maxReadMs } from '../../domain/snapshot.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { EventsPage, Provider } from '../../providers/provider.ts';
import { allEnded } from '../all-ended.ts';
import { blockedBy, problemOf } from '../failures.ts';
import { isOwnFailure } from '../own-failure.ts';
import { checkEndpoint } from '../account/check-endpoint.ts';
import { withAccount, type ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { heartbeat } from '../heartbeat.ts';
import { EventPages } from './event-pages.ts';
import { relist } from './relist.ts';
import type { PacedRequests } from '../account/paced-requests.ts';

/**
 * Events appear a little late in the list, their seconds are of another clock, and reads take time. So reading begins
 * this much earlier, which costs little: an event is stored once.
 */
const overlapMs = 2 * maxReadMs;

/**
 * Reads the provider's list of events into the inbox. Events that a webhook brought are there already; lost ones are
 * stored now. The checkpoint moves once all are stored.
 */
export async function importEvents(deps: ActivityDependencies, input: ImportEvents): Promise<ImportOutcome> {
  return await withAccount(deps, input.session, input.allowance, async (connected, requests) => {
    // Before the events are read, so that they reach beyond the moment at which the endpoint was as it should be.
    await checkEndpoint(deps, input.session, connected.account, input.session.sessionId);
    return await importFrom(deps, input, connected, requests);
  });
}

async function importFrom(
  deps: ActivityDependencies,
  input: ImportEvents,
  connected: ConnectedAccount,
  requests: PacedRequests,
): Promise<ImportOutcome> {
  const { db } = deps;
  const { account, provider, entityTypes: copied } = connected;
  const { workspaceId, provider: name } = input.session;
  const signal = Context.current().cancellationSignal;
  const startedAt = Date.now();
  const { start, gap, unlisted, ofAll, rechecks } = await beginning(deps, input, provider, copied);
  const outcome = { events: 0, rechecks, gap, problem: null, blocked: null };
  const pages = new EventPages({ account, workspaceId, slots: deps.slots });
  const counted = () => ({
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    ...(pages.reduced !== undefined && { pageSize: pages.reduced }),
  });
  if (gap !== null) return { ...outcome, ...counted(), ...(unlisted !== undefined && { unlisted }) };
  let events = 0;
  let unreadable = 0;
  let stored = 0;
  const store = async (page: EventsPage): Promise<void> => {
    const fresh = page.events.map((json) => asStored(provider, json)).filter((event) => event !== null);
    unreadable += page.events.length - fresh.length;
    if (fresh.length > 0)
      stored += (await db.inWorkspace(workspaceId, (ws) => ws.inbox.store(name, fresh))).stored;
    events += fresh.length;
    heartbeat({ events });
  };
  try {
    const { entityTypes } = input;
    const since = start - overlapMs;
    const readList = async (list: number): Promise<void> => {
      let cursor: string | null = null;
      do cursor = await pages.read({ entityTypes, list, since, cursor }, store);
      while (cursor !== null);
    };
    await allEnded(Array.from({ length: account.eventLists(entityTypes) }, (_, list) => readList(list)));
    const missed = {
      entityTypes,
      since,
      listed: input.since === 'listing' ? entityTypes : (input.added ?? []),
    };
    const found = await relist(deps, connected, input.session, missed, () => heartbeat({ events }));
    if (ofAll)
      await db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.setEventsReadUntil(name, new Date(startedAt)));
    const problem = unreadable === 0 ? null : unreadableEvents(unreadable, provider.displayName);
    return { ...outcome, events, rechecks: rechecks + found, problem, ...counted() };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SyncError)) throw error;
    if (error.code === 'provider_forbidden' || error.code === 'provider_unreadable')
      return { ...outcome, events, problem: problemOf(error), ...counted() };
    // All are read again by the next slice: it moves on only if it stores more.
    return { ...outcome, events: stored, blocked: blockedBy(error), ...counted() };
  }
}

/** Null if it is no event: it says not what changed, so that only a list can. */
function asStored({ events }: Provider, json: string): NewInboxEvent | null {
  try {
    return newInboxEvent(events.envelope(json), json);
  } catch (error) {
    if (isOwnFailure(error) || (error instanceof SyncError && error.code === 'provider_invalid_response'))
      return null;
    throw error;
  }
}

const unreadableEvents = (count: number, name: string): SessionProblem => ({
  code: 'provider_invalid_response',
  message: `${count} of ${name}'s events cannot be read.`,
});

interface Beginning {
  /** Milliseconds. */
  readonly start: number;
  /** Why events alone do not say what has changed. */
  readonly gap: string | null;
  /** As in `ImportOutcome`. */
  readonly unlisted?: readonly EntityType[];
  /** The checkpoint is that of all entities ever listed: reading the events of some of them must not move it. */
  readonly ofAll: boolean;
  readonly rechecks: number;
}

/** The time from which on to read: the checkpoint's, or the listing's start if that is later. */
async function beginning(
  { db }: ActivityDependencies,
  { session, entityTypes: types, since, added }: ImportEvents,
  provider: Provider,
  copied: readonly EntityType[],
): Promise<Beginning> {
  const { workspaceId, provider: name } = session;
  const { listings, cursor, rechecks } = await db.inWorkspace(workspaceId, async (ws) => ({
    listings: await ws.listings.find(name, [...new Set([...copied, ...types])]),
    cursor: await ws.inboxLeases.eventsReadUntil(name),
    rechecks: await ws.rechecks.pending(name),
  }));
  const ours = listings.filter(({ entityType }) => types.includes(entityType));
  const ofAll = ours.length === listings.length;
  const listed = Math.min(Date.now(), ...ours.map(({ startedAt }) => startedAt));
  if (since === 'listing') return { start: listed, gap: null, ofAll, rechecks };
  const start = Math.max(listed, cursor?.getTime() ?? 0);
  const unlisted =
    added === undefined
      ? types.filter((type) => !ours.some((each) => each.entityType === type && each.finished))
      : [];
  const never = `${unlisted.join(', ')} ${unlisted.length === 1 ? 'was' : 'were'} never listed to the end`;
  const known = { start, ofAll, rechecks };
  if (unlisted.length > 0 && unlisted.length === types.length) return { ...known, gap: never };
  if (!eventsReachBack(start, Date.now(), provider.eventsKeptMs)) {
    const from = new Date(start).toISOString();
    const gap = `events were last read on ${from}, and ${provider.displayName} does not keep them that long`;
    return { ...known, gap };
  }
  return unlisted.length > 0 ? { ...known, gap: never, unlisted } : { ...known, gap: null };
}
