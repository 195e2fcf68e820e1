import { Context } from '@temporalio/activity';
import type { Blocked, PullListings, PullOutcome } from '../../contracts/activities.ts';
import type { EntityProgress } from '../../contracts/sessions.ts';
import type { Listing } from '../../domain/listing.ts';
import type { ListingTotals } from '../../db/listings/windows.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { PageSize } from '../../domain/listings/page-size.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { allEnded } from '../all-ended.ts';
import { blockedBy, problemOf } from '../failures.ts';
import { withAccount, type ConnectedAccount } from '../account/connect-account.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import { heartbeat } from '../heartbeat.ts';
import { entityOf } from '../../providers/provider-entity.ts';
import { EntityListing } from './entity-listing.ts';
import type { ListingReader } from './listing-reader.ts';
import { SequentialListing } from './sequential-listing.ts';
import { openListings, type OpenListing } from './open-listings.ts';
import type { PacedRequests } from '../account/paced-requests.ts';

interface Pulled {
  readonly listing: Listing;
  readonly complete: boolean;
  readonly pages: number;
  /** Requests that those pages took which take several. */
  readonly requestsOfPages: number;
  readonly failure: SyncError | null;
  /** Objects a page, if as many as were asked for do not come. */
  readonly pageSize: number | undefined;
}

/**
 * A slice of a session's listings: all entities side by side under one pace, for `sliceMs`, from the windows as they
 * were left to the windows as they are left. One entity's failure never stops the others.
 */
export async function pullListings(deps: ActivityDependencies, input: PullListings): Promise<PullOutcome> {
  return await withAccount(deps, input.session, input.allowance, (connected, requests) =>
    pullSlice(deps, input, connected, requests),
  );
}

async function pullSlice(
  deps: ActivityDependencies,
  input: PullListings,
  connected: ConnectedAccount,
  requests: PacedRequests,
): Promise<PullOutcome> {
  const { db } = deps;
  const { session, entityTypes } = input;
  const { workspaceId, provider } = session;
  const { cancellationSignal } = Context.current();
  const { known, before, readers } = await db.inWorkspace(workspaceId, async (ws) => {
    await saveProgress(ws, input, {});
    const { readers, exceeded } = await ws.quotas.forListing(deps.quotas);
    if (exceeded !== null) throw exceeded;
    const known = await ws.listings.find(provider, entityTypes);
    const left = known.some(({ sessionId, finished }) => sessionId !== session.sessionId && !finished);
    return { known, readers, before: left ? await ws.listings.totals(provider) : [] };
  });
  const opened = await openListings(db, connected, session, entityTypes, known);
  const onPage = () => heartbeat({ requests: requests.sent });
  const maxConcurrentWorkers = Math.min(input.maxConcurrentWorkers, readers ?? Number.POSITIVE_INFINITY);
  const asked = { ...input, maxConcurrentWorkers };
  const pulled = await allEnded(opened.map((open) => pull(deps, asked, connected, open, onPage)));
  cancellationSignal.throwIfAborted();
  const failure = pulled.find((each) => each.failure?.code === 'provider_unauthorized')?.failure;
  if (failure !== null && failure !== undefined) throw failure;

  const { entities, rechecks } = await db.inWorkspace(workspaceId, async (ws) => {
    const totals = await ws.listings.totals(provider);
    const entities = Object.fromEntries(
      pulled.map((each) => {
        const { entityType } = each.listing;
        return [entityType, progressOf(each, totals, input.progress.entities[entityType]?.requests)];
      }),
    );
    await saveProgress(ws, input, entities);
    // A price that a subscription names may come with a later page of its own listing.
    if (pulled.every(hasEnded)) await ws.rechecks.settleNames(provider);
    return { entities, rechecks: await ws.rechecks.pending(provider) };
  });
  for (const { listing } of pulled) {
    const { entityType: entity_type, listingId } = listing;
    const takenUp = known.some(
      (each) => each.listingId === listingId && each.sessionId !== session.sessionId,
    );
    const counted = takenUp ? totalsOf(entity_type, before) : input.progress.entities[entity_type];
    const listed = (entities[entity_type]?.listed ?? 0) - (counted?.listed ?? 0);
    deps.metrics.entitiesProcessed({ workspace_id: workspaceId, provider, entity_type }, Math.max(0, listed));
  }
  return {
    entities,
    requests: requests.sent,
    rateLimited: requests.rateLimited,
    pages: pulled.reduce((sum, each) => sum + each.pages, 0),
    rechecks,
    blocked: blockedOf(pulled),
    pace: requests.report,
  };
}

/** What is left of one entity's listing, or as much of it as `sliceMs` lets. */
async function pull(
  { db, slots, metrics }: ActivityDependencies,
  { session, batchSize, maxConcurrentWorkers, sliceMs, progress }: PullListings,
  { account, provider, conflictPolicy, openedAt }: ConnectedAccount,
  open: OpenListing,
  onPage: () => void,
): Promise<Pulled> {
  const { listing } = open;
  const { cancellationSignal } = Context.current();
  const { mapping, paging } = entityOf(provider, listing.entityType);
  const pageSize = new PageSize(batchSize, progress.entities[listing.entityType]?.pageSize);
  const options = {
    db,
    account,
    session,
    mapping,
    open,
    conflictPolicy,
    batchSize,
    pageSize,
    slots,
    metrics,
  };
  const listingOptions = { ...options, oldest: openedAt, onPage };
  const entity: ListingReader =
    paging === 'sequential' ? new SequentialListing(listingOptions) : new EntityListing(listingOptions);
  const stop = () => entity.stop();
  const timer = setTimeout(stop, sliceMs);
  cancellationSignal.addEventListener('abort', stop);
  try {
    const complete = listing.finished || (await entity.run(maxConcurrentWorkers));
    const { pages, requestsOfPages, failure } = entity;
    return { listing, complete, pages, requestsOfPages, failure, pageSize: pageSize.reduced };
  } finally {
    clearTimeout(timer);
    cancellationSignal.removeEventListener('abort', stop);
  }
}

/** Throws `session_superseded` if the session has ended: nothing is pulled for it any more. */
async function saveProgress(
  ws: WorkspaceScope,
  { session, runId, progress }: PullListings,
  entities: PullOutcome['entities'],
): Promise<void> {
  const merged = { ...progress, phase: 'listing', entities: { ...progress.entities, ...entities } };
  const active = await ws.sessions.saveProgress(session.sessionId, merged, runId);
  if (!active) throw new SyncError('session_superseded', 'The session has ended.');
}

const hasEnded = ({ complete, failure }: Pulled): boolean => complete || failure?.retryable === false;

function progressOf(
  { listing, complete, failure, pageSize, requestsOfPages }: Pulled,
  totals: readonly ListingTotals[],
  requestsBefore = 0,
): EntityProgress {
  const { pages, listed, written } = totalsOf(listing.entityType, totals);
  const requests = requestsBefore + requestsOfPages;
  const progress = {
    pages,
    listed,
    written,
    ...(requests > 0 && { requests }),
    ...(pageSize !== undefined && { pageSize }),
  };
  if (complete) return { ...progress, state: 'complete' };
  if (failure === null) return { ...progress, state: 'listing' };
  return { ...progress, state: failure.retryable ? 'listing' : 'failed', error: problemOf(failure) };
}

const totalsOf = (entityType: EntityType, totals: readonly ListingTotals[]) =>
  totals.find((each) => each.entityType === entityType) ?? { pages: 0, listed: 0, written: 0 };

function blockedOf(pulled: readonly Pulled[]): Blocked | null {
  const failure = pulled.find((each) => each.failure?.retryable === true)?.failure;
  return failure === null || failure === undefined ? null : blockedBy(failure);
}
