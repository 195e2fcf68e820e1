import type { InboxEvent } from '../../db/inbox/settle.ts';
import type { SyncEvent } from '../../db/sessions/journal.ts';
import type { SyncSession } from '../../db/sessions/sync-sessions.ts';
import type { AuditEntry } from '../../db/workspaces/audit-log.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { sessionId } from '../../domain/ids.ts';
import type { SessionType } from '../../domain/session-state.ts';
import { changeInWords } from './change-words.ts';
import { timelineEntryOfSession, type TimelineEntry, type TimelineKind } from './timeline-entry.ts';

/** How far each source was shown: the row behind which it goes on. */
export interface TimelinePosition {
  readonly full: string | null;
  readonly incremental: string | null;
  readonly delta: string | null;
  readonly changes: string | null;
  readonly faults: string | null;
  readonly setAside: readonly [receivedAt: string, eventId: string] | null;
}

export const beginning: TimelinePosition = {
  full: null,
  incremental: null,
  delta: null,
  changes: null,
  faults: null,
  setAside: null,
};

/** An entry, and the position behind it. */
export interface Placed {
  readonly entry: TimelineEntry;
  readonly behind: Partial<TimelinePosition>;
}

/** A table whose rows are in the timeline, newest first, by an index of its own: no page reads more of it than it may show. */
export interface TimelineSource {
  readonly kind: TimelineKind;
  read(ws: WorkspaceScope, position: TimelinePosition, limit: number): Promise<Placed[]>;
}

const sessionsOf = (
  place: 'full' | 'incremental' | 'delta',
  type: SessionType,
  kind: TimelineKind,
): TimelineSource => ({
  kind,
  async read(ws, position, limit) {
    const last = position[place];
    const after = last === null ? undefined : sessionId(last);
    const rows = await ws.sessions.list({ type, limit, after });
    return rows.map((row: SyncSession) => ({
      entry: timelineEntryOfSession(row, kind),
      behind: { [place]: row.id },
    }));
  },
});

const changes: TimelineSource = {
  kind: 'change',
  async read(ws, position, limit) {
    const rows = await ws.auditLog.list({ limit, after: position.changes ?? undefined });
    return rows.map((row) => ({ entry: ofChange(row), behind: { changes: row.id } }));
  },
};

const faults: TimelineSource = {
  kind: 'webhooks',
  async read(ws, position, limit) {
    const rows = await ws.journal.listWebhookFaults({ limit, after: position.faults ?? undefined });
    return rows.map((row) => ({ entry: ofFault(row), behind: { faults: row.id } }));
  },
};

const setAside: TimelineSource = {
  kind: 'webhooks',
  async read(ws, position, limit) {
    const last = position.setAside;
    const after = last === null ? undefined : { receivedAt: new Date(last[0]), eventId: last[1] };
    const rows = await ws.inbox.list({ limit, state: 'quarantined', after });
    return rows.map((row) => ({
      entry: ofEvent(row),
      behind: { setAside: [row.receivedAt.toISOString(), row.eventId] as const },
    }));
  },
};

export const timelineSources: readonly TimelineSource[] = [
  sessionsOf('full', 'initial_sync', 'sync'),
  sessionsOf('incremental', 'incremental_sync', 'sync'),
  sessionsOf('delta', 'webhook_sync', 'webhooks'),
  changes,
  faults,
  setAside,
];

/** Neither details nor addresses: those are in the audit log, which fewer may read. */
const ofChange = ({ createdAt, action, actor, target }: AuditEntry): TimelineEntry => ({
  at: createdAt,
  kind: 'change',
  event: action,
  text: changeInWords(action, target),
  actor,
  target,
  provider: null,
  sessionId: null,
  endedAt: null,
});

const ofFault = ({ createdAt, eventType, eventMessage, providerName }: SyncEvent): TimelineEntry => ({
  at: createdAt,
  kind: 'webhooks',
  event: eventType,
  text:
    eventMessage ??
    (eventType === 'webhook_fault_found'
      ? 'The webhook endpoint is not as it should be.'
      : 'The webhook endpoint is as it should be again.'),
  actor: null,
  target: null,
  provider: providerName,
  sessionId: null,
  endedAt: null,
});

const ofEvent = (row: InboxEvent): TimelineEntry => ({
  at: row.receivedAt,
  kind: 'webhooks',
  event: 'webhook_event_quarantined',
  text: `An event (${row.eventType}) could not be applied: ${(row.stateReason ?? 'no reason is known').replace(/\.$/, '')}.`,
  actor: null,
  target: row.eventId,
  provider: row.paymentProvider,
  sessionId: null,
  endedAt: null,
});
