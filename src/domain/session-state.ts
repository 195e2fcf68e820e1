export const sessionTypes = ['initial_sync', 'incremental_sync', 'webhook_sync'] as const;
export type SessionType = (typeof sessionTypes)[number];

export const sessionStatuses = ['pending', 'running', 'completed', 'failed', 'cancelled'] as const;
export type SessionStatus = (typeof sessionStatuses)[number];

export type SyncOutcome = Extract<SessionStatus, 'completed' | 'failed' | 'cancelled'>;

export const syncModes = ['full', 'incremental', 'delta'] as const;
export type SyncMode = (typeof syncModes)[number];

export const syncModeOf: Record<SessionType, SyncMode> = {
  initial_sync: 'full',
  incremental_sync: 'incremental',
  webhook_sync: 'delta',
};

/** Which status may follow which. A final status is never left. */
const successors: Record<SessionStatus, readonly SessionStatus[]> = {
  pending: ['running', 'failed', 'cancelled'],
  running: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: [],
  cancelled: [],
};

export const isFinal = (status: SessionStatus): status is SyncOutcome => successors[status].length === 0;

export const predecessorsOf = (status: SessionStatus): SessionStatus[] =>
  sessionStatuses.filter((before) => successors[before].includes(status));

/** Nobody deletes sessions: one request reads no more of them than this to count them, or to come to a later page. */
export const maxCountedSessions = 10_000;
