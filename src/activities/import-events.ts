import { Context } from '@temporalio/activity';
import type { ImportEvents, ImportOutcome } from '../contracts/activities.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { Provider } from '../providers/provider.ts';
import { blockedBy, problemOf } from './blocked.ts';
import { connectAccount } from './connect-account.ts';
import type { ActivityDependencies } from './dependencies.ts';
import { PacedRequests } from './paced-requests.ts';

/** Events appear a little late in the list: reading on from before costs next to nothing, each is stored once. */
const overlapMs = 60_000;
/** The list's end is not trusted to its last day. */
const marginMs = 24 * 60 * 60 * 1000;

/**
 * Reads the provider's list of events into the inbox, where webhooks put theirs: what was delivered is there already,
 * what was lost is not. The cursor moves only when all has been stored.
 */
export async function importEvents(deps: ActivityDependencies, input: ImportEvents): Promise<ImportOutcome> {
  const { db } = deps;
  const { workspaceId, provider: name } = input.session;
  const context = Context.current();
  const signal = context.cancellationSignal;
  const requests = new PacedRequests(input.allowance, signal);
  const { account, provider } = await connectAccount(deps, input.session, {
    signal,
    through: requests.through,
  });
  const startedAt = Date.now();
  const outcome = { events: 0, gap: null, problem: null, blocked: null };
  const counted = () => ({ requests: requests.sent, rateLimited: requests.rateLimited });
  const start = await beginning(deps, input, provider);
  if (typeof start === 'string') return { ...outcome, gap: start, ...counted() };
  let events = 0;
  try {
    let after: string | null = null;
    do {
      const page = await account.listEvents({
        entityTypes: input.entityTypes,
        since: start - overlapMs,
        after,
      });
      const fresh = page.events.map((json) => stored(provider, json));
      if (fresh.length > 0) await db.inWorkspace(workspaceId, (ws) => ws.inbox.store(name, fresh));
      events += fresh.length;
      context.heartbeat({ events });
      after = page.hasMore ? page.lastId : null;
    } while (after !== null);
    await db.inWorkspace(workspaceId, (ws) => ws.inboxLeases.setEventsReadUntil(name, new Date(startedAt)));
    return { ...outcome, events, ...counted() };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof SyncError)) throw error;
    if (error.code === 'provider_forbidden')
      return { ...outcome, events, problem: problemOf(error), ...counted() };
    return { ...outcome, events, blocked: blockedBy(error), ...counted() };
  }
}

/** From when on to read (milliseconds), or why events alone cannot tell what has changed. */
async function beginning(
  { db }: ActivityDependencies,
  { session, entityTypes, since }: ImportEvents,
  provider: Provider,
): Promise<number | string> {
  return await db.inWorkspace(session.workspaceId, async (ws) => {
    const listings = await ws.listings.find(session.provider, entityTypes);
    if (since === 'listing') return Math.min(Date.now(), ...listings.map(({ startedAt }) => startedAt));
    const unlisted = entityTypes.filter(
      (type) => !listings.some((each) => each.entityType === type && each.finished),
    );
    if (unlisted.length > 0) return `${unlisted.join(', ')} were never listed to the end`;
    const until = await ws.inboxLeases.eventsReadUntil(session.provider);
    if (until === undefined) return 'events have never been read before';
    if (Date.now() - until.getTime() > provider.eventsKeptMs - marginMs) {
      return `events were last read on ${until.toISOString()}, and ${provider.displayName} does not keep them that long`;
    }
    return until.getTime();
  });
}

function stored(provider: Provider, json: string) {
  const { id, type, created, apiVersion, objectId } = provider.events.envelope(json);
  return {
    eventId: id,
    eventType: type,
    eventCreatedAt: new Date(created * 1000),
    apiVersion,
    objectId,
    payload: json,
  };
}
