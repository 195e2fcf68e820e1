import { Cron } from 'croner';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { ConnectionFacts } from '../../domain/status/connection-state.ts';
import type { SyncSchedule } from '../../domain/sync-schedule.ts';
import { isSyncErrorCode } from '../../domain/sync-error.ts';

type ConfigRow = Pick<
  PaymentConfig,
  | 'isActive'
  | 'hasCredentials'
  | 'throughPlatform'
  | 'hasWebhookSecret'
  | 'webhookProblem'
  | 'webhookRefusedAt'
  | 'webhookGapSince'
  | 'lastOutcome'
  | 'lastEndedAt'
  | 'lastProblem'
  | 'completeAt'
>;

/** The facts that a connection's own row has. */
export function configFacts(
  row: ConfigRow,
): Pick<ConnectionFacts, 'connection' | 'last' | 'completeAt' | 'webhook'> {
  return {
    connection: !row.hasCredentials ? 'gone' : row.isActive ? 'on' : 'off',
    last:
      row.lastOutcome === null || row.lastEndedAt === null
        ? null
        : { outcome: row.lastOutcome, at: row.lastEndedAt.getTime(), problem: problemOf(row) },
    completeAt: row.completeAt?.getTime() ?? null,
    webhook: webhookOf(row),
  };
}

/** Down also while what was not delivered is not read yet. An endpoint by hand shows only by its secret, the platform's by no fault. */
const webhookOf = (row: ConfigRow): ConnectionFacts['webhook'] => {
  const { webhookProblem: problem, webhookRefusedAt, webhookGapSince } = row;
  const faulty = problem !== null && problem['code'] !== 'endpoint_version';
  if (faulty || webhookRefusedAt !== null || webhookGapSince !== null) return 'down';
  return !row.hasWebhookSecret && !row.throughPlatform ? 'none' : 'working';
};

function problemOf({ lastProblem }: ConfigRow): NonNullable<ConnectionFacts['last']>['problem'] {
  if (lastProblem === null) return null;
  const { code, message } = lastProblem as { code: string; message: string };
  return { code: isSyncErrorCode(code) ? code : 'internal', message };
}

/** Many connections have the same schedule: 10,000 different ones take 0.2 s to compute. */
const intervals = new Map<string, number | null>();
const maxIntervals = 10_000;

/** The time between two runs of a schedule, in milliseconds. Null if it has at most one more. */
export function intervalOf({
  cron,
  everySeconds,
  timeZone,
}: Pick<SyncSchedule, 'cron' | 'everySeconds' | 'timeZone'>): number | null {
  if (cron === null) return everySeconds === null ? null : everySeconds * 1_000;
  const key = `${timeZone} ${cron}`;
  let interval = intervals.get(key);
  if (interval === undefined) {
    if (intervals.size >= maxIntervals) intervals.clear();
    interval = longestGap(cron, timeZone);
    intervals.set(key, interval);
  }
  return interval;
}

/** The longest of the next gaps: a copy is not late over a weekend on which its schedule does not run. */
function longestGap(cron: string, timezone: string): number | null {
  try {
    const runs = new Cron(cron, { timezone }).nextRuns(33).map((at) => at.getTime());
    const gaps = runs.slice(1).map((at, index) => at - runs[index]!);
    return gaps.length === 0 ? null : Math.max(...gaps);
  } catch {
    return null;
  }
}
