import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import type { Listing } from '../../domain/listing.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { connectionSentence } from '../../domain/status/connection-sentence.ts';
import {
  connectionState,
  type ConnectionFacts,
  type JudgedConnection,
} from '../../domain/status/connection-state.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { ScheduledSessionType } from '../../domain/sync-schedule.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { configFacts, intervalOf } from './connection-facts.ts';

export interface ConnectionStatus extends JudgedConnection {
  readonly sentence: string;
  readonly account: Pick<PaymentConfig, 'accountId' | 'livemode'>;
  readonly facts: ConnectionFacts;
  /** The full or incremental session that has not ended. */
  readonly session: SyncSession | null;
  /** What the connection copies, and of that what was never listed to the end. */
  readonly entityTypes: readonly EntityType[];
  readonly unlisted: readonly EntityType[];
}

/** What Postgres has of a connection's state. */
export interface StoredConnection {
  readonly config: PaymentConfig;
  readonly listings: readonly Listing[];
  readonly sessions: readonly SyncSession[];
  readonly schedule: StoredSchedule | undefined;
  readonly waitingSince: Date | undefined;
}

export const readStoredConnection = async (
  ws: WorkspaceScope,
  config: PaymentConfig,
): Promise<StoredConnection> => {
  const provider = config.providerName;
  return {
    config,
    listings: await ws.listings.find(provider, config.entityTypes),
    sessions: await ws.sessions.activeByProvider(provider),
    schedule: await ws.schedules.get(provider),
    waitingSince: await ws.inbox.waitingSince(provider),
  };
};

/** What the connection's state is, from its row, sessions, schedule and inbox. Throws `not_found`. */
export async function readConnectionStatus(
  { db, schedules }: Pick<ServiceDeps, 'db' | 'schedules'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { provider }: { readonly provider: PaymentProvider },
): Promise<ConnectionStatus> {
  const stored = await db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined) throw notFound('payment provider');
    return await readStoredConnection(ws, config);
  });
  return await connectionStatus({ schedules }, stored);
}

/** Asks Temporal for the schedule's next run, if it has one. */
export async function connectionStatus(
  { schedules }: Pick<ServiceDeps, 'schedules'>,
  { config, listings, sessions, schedule, waitingSince }: StoredConnection,
  now = Date.now(),
): Promise<ConnectionStatus> {
  const session = sessions.find(isSync) ?? null;
  const { entityTypes } = config;
  const unlisted = entityTypes.filter(
    (entityType) =>
      !listings.some((each) => each.entityType === entityType && (each.finished || each.lastPages !== null)),
  );
  const facts: ConnectionFacts = {
    ...configFacts(config),
    active: session && {
      type: session.sessionType,
      waits: session.status === 'pending',
      since: (session.startedAt ?? session.createdAt).getTime(),
    },
    schedule:
      schedule === undefined
        ? null
        : {
            intervalMs: intervalOf(schedule),
            nextAt: await nextRun(schedules, schedule),
            paused: schedule.paused,
          },
    waitingSince: waitingSince?.getTime() ?? null,
  };
  const judged = connectionState(facts, now);
  const sentence = connectionSentence(judged.state, facts);
  return { ...judged, sentence, account: config, facts, session, entityTypes, unlisted };
}

const isSync = (session: SyncSession): session is SyncSession & { sessionType: ScheduledSessionType } =>
  session.sessionType !== 'webhook_sync';

/** Null while Temporal is away, if it is paused, or if its time never comes. */
const nextRun = async (schedules: ServiceDeps['schedules'], of: StoredSchedule): Promise<number | null> => {
  const runs = await schedules.nextRuns(of).catch(() => null);
  return runs?.[0]?.getTime() ?? null;
};
