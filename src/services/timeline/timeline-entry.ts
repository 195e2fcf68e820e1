import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { SessionStatus, SessionType } from '../../domain/session-state.ts';

/** `change`: what a person or a program changed. */
export const timelineKinds = ['sync', 'webhooks', 'change'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

export interface TimelineEntry {
  /** When it happened or began. */
  readonly at: Date;
  readonly kind: TimelineKind;
  /** For programs, such as `incremental_sync.completed` or `api_key.created`. */
  readonly event: string;
  /** For people. */
  readonly text: string;
  /** Who did it; null if nobody in particular. */
  readonly actor: string | null;
  /** What it was done to. */
  readonly target: string | null;
  readonly provider: PaymentProvider | null;
  readonly sessionId: string | null;
  /** Null unless it is a session that has ended. */
  readonly endedAt: Date | null;
}

const ofSync: Record<SessionStatus, string> = {
  pending: 'waits to begin',
  running: 'is running',
  completed: 'was completed',
  failed: 'failed',
  cancelled: 'was cancelled',
};

const ofWebhooks: Record<SessionStatus, string> = {
  pending: 'wait to be applied',
  running: 'are being applied',
  completed: 'were applied',
  failed: 'could not be applied',
  cancelled: 'were left for later',
};

const words: Record<SessionType, readonly [name: string, verbs: Record<SessionStatus, string>]> = {
  initial_sync: ['A full sync', ofSync],
  incremental_sync: ['An incremental sync', ofSync],
  webhook_sync: ['Webhooks', ofWebhooks],
};

function sentenceOf(row: SyncSession): string {
  const [name, verbs] = words[row.sessionType];
  return `${name} ${verbs[row.status]}${whyOf(row)}.`;
}

export const timelineEntryOfSession = (row: SyncSession, kind: TimelineKind): TimelineEntry => ({
  at: row.createdAt,
  kind,
  event: `${row.sessionType}.${row.status}`,
  text: sentenceOf(row),
  actor: null,
  target: null,
  provider: row.providerName,
  sessionId: row.id,
  endedAt: row.completedAt,
});

function whyOf({ status, errorSummary }: SyncSession): string {
  const message = errorSummary?.['message'];
  return status === 'failed' && typeof message === 'string' ? `: ${message.replace(/\.$/, '')}` : '';
}
