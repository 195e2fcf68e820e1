import type { ScheduledSyncResult, StartScheduledSync } from '../../contracts/scheduled-sync.ts';
import type { SessionRequest } from '../../contracts/sessions.ts';
import { knownObjects } from '../../db/analytics/known-objects.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { eventsReachBack } from '../../domain/listing.ts';
import { wouldExceedBudget } from '../../domain/limits/read-budget.ts';
import { requestsToList } from '../../providers/listing-cost.ts';
import type { Provider } from '../../providers/provider.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { maxReaders } from '../../domain/listings/windows.ts';
import type { ActivityDependencies } from '../dependencies.ts';

const pageSize = { batchSize: 100, maxConcurrentWorkers: maxReaders } as const;

/**
 * One run of a schedule. The database says what it starts. A schedule that the database does not know (its deletion did
 * not reach Temporal) starts nothing and is deleted. The schedule's row gets the outcome. Throws an error that another try
 * may help.
 */
export async function startScheduledSync(
  {
    db,
    providers,
    workflows,
    metrics,
    quotas,
  }: Pick<ActivityDependencies, 'db' | 'providers' | 'workflows' | 'metrics' | 'quotas'>,
  input: StartScheduledSync,
): Promise<ScheduledSyncResult> {
  const { workspaceId, provider, sessionId } = input;
  const { schedule, config, entityTypes, begun, exceeded, overBudget } = await db.inWorkspace(
    workspaceId,
    async (ws) => {
      const schedule = await ws.schedules.get(provider);
      const config = await ws.paymentConfigs.get(provider);
      const { entityTypes: chosen = [] } = config ?? {};
      const entityTypes = chosen.filter((each) => schedule?.entityTypes?.includes(each) ?? true);
      return {
        schedule,
        config,
        entityTypes,
        begun: await ws.sessions.get(sessionId),
        exceeded: await ws.quotas.forStart(quotas),
        overBudget:
          schedule === undefined ? null : await passesBudget(ws, providers[provider], schedule, entityTypes),
      };
    },
  );
  if (schedule === undefined) {
    await workflows.repairSchedule(input);
    metrics.scheduleRuns({ provider, outcome: 'no_schedule' }, 1);
    return { outcome: 'skipped', reason: 'no_schedule' };
  }
  const { sessionType } = schedule;
  const request = { ...input, ...pageSize, sessionType, entityTypes, whenBusy: 'refuse' } as const;
  const result: ScheduledSyncResult =
    // An earlier attempt may have started it before its answer was lost.
    begun !== undefined
      ? { outcome: 'started', sessionId }
      : config?.isActive !== true
        ? { outcome: 'skipped', reason: 'provider_not_configured' }
        : entityTypes.length === 0
          ? { outcome: 'skipped', reason: 'entity_not_chosen' }
          : exceeded !== null
            ? { outcome: 'skipped', reason: 'quota_exceeded', message: exceeded.message }
            : (overBudget ?? (await start(workflows, request)));
  const isReached = result === overBudget && schedule.lastReason !== 'read_budget_used';
  await db.inWorkspace(workspaceId, async (ws) => {
    await ws.schedules.recordRun(provider, result);
    if (result.outcome === 'skipped' && result.reason === 'read_budget_used' && isReached)
      await ws.outbox.add({
        type: 'read_budget.reached',
        provider,
        facts: { used: result.used, budget: result.budget, needed: result.needed },
      });
  });
  metrics.scheduleRuns({ provider, outcome: outcomeOf(result) }, 1);
  return result;
}

const outcomeOf = (result: ScheduledSyncResult): string =>
  result.outcome === 'skipped' ? result.reason : result.outcome;

/**
 * The outcome of a run that the read budget forbids; null if it does not. A full sync is taken to need as many requests as
 * the last one of the same entities, or as its lists have pages by what is known. An incremental one keeps the copy current by
 * few requests, and by those for what it has to list: what was chosen since may cost one for each customer.
 */
async function passesBudget(
  ws: WorkspaceScope,
  of: Provider,
  { provider, sessionType }: StoredSchedule,
  entityTypes: readonly EntityType[],
): Promise<ScheduledSyncResult | null> {
  const meter = await ws.reads.meter(provider);
  const { used, budget } = meter;
  if (budget === null) return null;
  const full = sessionType === 'initial_sync';
  const needed = full
    ? ((await ws.reads.ofLastFullSync(provider, entityTypes)) ?? (await expected(ws, of, entityTypes)))
    : await expected(ws, of, await listedAnyway(ws, of, entityTypes));
  return wouldExceedBudget(meter, needed)
    ? { outcome: 'skipped', reason: 'read_budget_used', used, budget, needed }
    : null;
}

/** What an incremental sync lists: the entities of which events do not say all that has changed. */
async function listedAnyway(
  ws: WorkspaceScope,
  { name, entities, eventsKeptMs }: Provider,
  entityTypes: readonly EntityType[],
): Promise<readonly EntityType[]> {
  const listed = (await ws.listings.find(name, entityTypes)).filter(({ finished }) => finished);
  const began = Math.min(Date.now(), ...listed.map(({ startedAt }) => startedAt));
  const since = Math.max(began, (await ws.inboxLeases.eventsReadUntil(name))?.getTime() ?? 0);
  if (!eventsReachBack(since, Date.now(), eventsKeptMs)) return entityTypes;
  return entityTypes.filter(
    (type) => entities[type]?.relisted === 'all' || !listed.some(({ entityType }) => entityType === type),
  );
}

/** Requests that listing these entities takes, by the rows that there are; at least one. */
async function expected(
  ws: WorkspaceScope,
  provider: Provider,
  entityTypes: readonly EntityType[],
): Promise<number> {
  const known = await knownObjects(ws, provider.name, entityTypes);
  const requests = entityTypes.map((entityType) => requestsToList(provider, entityType, known) ?? 0);
  return Math.max(
    1,
    requests.reduce((sum, each) => sum + each, 0),
  );
}

async function start(
  workflows: ActivityDependencies['workflows'],
  request: SessionRequest,
): Promise<ScheduledSyncResult> {
  try {
    const answer = await workflows.startSession(request);
    return 'busy' in answer
      ? { outcome: 'skipped', reason: 'session_busy', sessionId: answer.busy }
      : { outcome: 'started', sessionId: answer.sessionId };
  } catch (error) {
    if (!(error instanceof SyncError) || error.retryable) throw error;
    const { code, message } = error;
    if (code === 'provider_not_configured') return { outcome: 'skipped', reason: code };
    return { outcome: 'failed', reason: code, message };
  }
}
