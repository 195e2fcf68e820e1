import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { StoredSchedule } from '../../db/connections/sync-schedules.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import { connectionSentence } from '../../domain/status/connection-sentence.ts';
import {
  connectionState,
  type ConnectionFacts,
  type JudgedConnection,
} from '../../domain/status/connection-state.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { ScheduledSessionType } from '../../domain/sync-schedule.ts';
import { isSyncErrorCode } from '../../domain/sync-error.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';

export interface ConnectionStatus extends JudgedConnection {
  readonly sentence: string;
  readonly facts: ConnectionFacts;
  /** The full or incremental session that has not ended. */
  readonly session: SyncSession | null;
}

/** What the connection's state is, from its row, sessions, schedule and inbox. Throws `not_found`. */
export async function readConnectionStatus(
  { db, schedules }: Pick<ServiceDeps, 'db' | 'schedules'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { provider }: { readonly provider: PaymentProvider },
  now = Date.now(),
): Promise<ConnectionStatus> {
  const found = await db.inWorkspace(workspaceId, async (ws) => {
    const config = await ws.paymentConfigs.get(provider);
    if (config === undefined) throw notFound('payment provider');
    return {
      config,
      sessions: await ws.sessions.activeByProvider(provider),
      schedule: await ws.schedules.get(provider),
      waitingSince: await ws.inbox.waitingSince(provider),
    };
  });
  const session = found.sessions.find(isSync) ?? null;
  const runs = found.schedule === undefined ? null : await nextRuns(schedules, found.schedule);
  const facts: ConnectionFacts = {
    ...configFacts(found.config),
    active: session && {
      type: session.sessionType,
      waits: session.status === 'pending',
      since: (session.startedAt ?? session.createdAt).getTime(),
    },
    schedule: found.schedule === undefined ? null : scheduleFacts(found.schedule, runs),
    waitingSince: found.waitingSince?.getTime() ?? null,
  };
  const judged = connectionState(facts, now);
  return { ...judged, sentence: connectionSentence(judged.state, facts), facts, session };
}

const isSync = (session: SyncSession): session is SyncSession & { sessionType: ScheduledSessionType } =>
  session.sessionType !== 'webhook_sync';

/** Null while Temporal is away: the state is known without. */
const nextRuns = (schedules: ServiceDeps['schedules'], of: StoredSchedule): Promise<Date[] | null> =>
  schedules.nextRuns(of).catch(() => null);

function configFacts(
  row: PaymentConfig,
): Pick<ConnectionFacts, 'connection' | 'last' | 'completeAt' | 'webhook'> {
  return {
    connection: row.credentialsEncrypted === null ? 'gone' : row.isActive ? 'on' : 'off',
    last:
      row.lastOutcome === null || row.lastEndedAt === null
        ? null
        : { outcome: row.lastOutcome, at: row.lastEndedAt.getTime(), problem: problemOf(row) },
    completeAt: row.completeAt?.getTime() ?? null,
    webhook: webhookOf(row),
  };
}

/** Down also while what was not delivered is not read yet. An endpoint by hand shows only by its secret. */
const webhookOf = (row: PaymentConfig): ConnectionFacts['webhook'] => {
  const { webhookProblem: problem, webhookRefusedAt, webhookGapSince } = row;
  const faulty = problem !== null && problem['code'] !== 'endpoint_version';
  if (faulty || webhookRefusedAt !== null || webhookGapSince !== null) return 'down';
  return row.webhookSecretEncrypted === null ? 'none' : 'working';
};

function problemOf({ lastProblem }: PaymentConfig): NonNullable<ConnectionFacts['last']>['problem'] {
  if (lastProblem === null) return null;
  const { code, message } = lastProblem as { code: string; message: string };
  return { code: isSyncErrorCode(code) ? code : 'internal', message };
}

function scheduleFacts(
  { everySeconds, paused }: StoredSchedule,
  runs: readonly Date[] | null,
): NonNullable<ConnectionFacts['schedule']> {
  const [next, following] = (runs ?? []).map((at) => at.getTime());
  const byRuns = next === undefined || following === undefined ? null : following - next;
  return { intervalMs: everySeconds === null ? byRuns : everySeconds * 1_000, nextAt: next ?? null, paused };
}
