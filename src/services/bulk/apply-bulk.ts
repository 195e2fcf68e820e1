import type { WorkspaceId } from '../../domain/ids.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { maxReaders } from '../../domain/listings/windows.ts';
import type { Caller, PlatformCaller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { readSchedule } from '../schedules/read-schedule.ts';
import { setSchedule } from '../schedules/set-schedule.ts';
import { cancelSession } from '../sessions/cancel-session.ts';
import { activeSessions } from '../sessions/cancel-sessions.ts';
import { startSession } from '../sessions/start-session.ts';
import type { BulkAction } from './plan-bulk.ts';

export interface BulkTarget {
  readonly workspaceId: WorkspaceId;
  readonly provider: PaymentProvider;
}

export interface BulkOutcome {
  readonly done: number;
  /** Of the others, what stood in the way. */
  readonly refused: readonly { readonly target: BulkTarget; readonly error: unknown }[];
}

type Deps = Pick<ServiceDeps, 'db' | 'gateway' | 'schedules' | 'providers' | 'log' | 'config'>;

/** Each of them waits for Temporal most of the time. */
const atOnce = 8;

/**
 * Does one thing to each of these connections, as if each was asked for by itself: what has changed since it was planned is refused
 * by the same rules. Resolves when all were tried.
 */
export async function applyBulk(
  deps: Deps,
  caller: PlatformCaller,
  { action, targets }: { readonly action: BulkAction; readonly targets: readonly BulkTarget[] },
): Promise<BulkOutcome> {
  const waiting = targets.values();
  const refused: { target: BulkTarget; error: unknown }[] = [];
  const work = async () => {
    for (const target of waiting) {
      try {
        await applyOne(deps, { ...caller, workspaceId: target.workspaceId }, action, target.provider);
      } catch (error) {
        refused.push({ target, error });
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { done: targets.length - refused.length, refused };
}

async function applyOne(
  deps: Deps,
  caller: Caller,
  action: BulkAction,
  provider: PaymentProvider,
): Promise<void> {
  if (action === 'cancel') return await cancelAll(deps, caller, provider);
  if (action === 'pause_schedule' || action === 'resume_schedule')
    return await pause(deps, caller, provider, action === 'pause_schedule');
  await startSession(deps, caller, {
    provider,
    sessionType: action,
    entityTypes: null,
    batchSize: 100,
    maxConcurrentWorkers: maxReaders,
    whenBusy: 'refuse',
  });
}

async function cancelAll(deps: Deps, caller: Caller, provider: PaymentProvider): Promise<void> {
  const active = await deps.db.inWorkspace(caller.workspaceId, (ws) => activeSessions(ws, provider));
  const syncs = active.filter(({ sessionType }) => sessionType !== 'webhook_sync');
  if (syncs.length === 0) throw new SyncError('session_not_active', 'No sync runs or waits any more.');
  for (const { id } of syncs) await cancelSession(deps, caller, { id });
}

async function pause(deps: Deps, caller: Caller, provider: PaymentProvider, paused: boolean): Promise<void> {
  const found = await readSchedule(deps, caller, { provider });
  if (found === undefined) throw notFound('schedule');
  const { sessionType, entityTypes, cron, everySeconds, jitterSeconds, timeZone } = found.row;
  const schedule = { sessionType, entityTypes, cron, everySeconds, jitterSeconds, timeZone, paused };
  const answer = await setSchedule(deps, caller, { provider, schedule });
  if (answer.outcome === 'refused') throw new SyncError('internal', answer.refusal.message);
}
