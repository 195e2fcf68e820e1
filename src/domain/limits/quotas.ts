import { SyncError } from '../sync-error.ts';

/** What a workspace may use; null: as much as it likes. */
export interface Quotas {
  /** Readers of one listing at a time. */
  readonly readers: number | null;
  /** Full and incremental syncs that begin on one day (UTC). */
  readonly syncsPerDay: number | null;
  /** Rows of all entities, tombstones included. */
  readonly rows: number | null;
  /** Bytes of objects and events, as far as a sample tells. */
  readonly storedBytes: number | null;
  /** Received events that are not applied yet. */
  readonly waitingEvents: number | null;
}

export const noQuotas: Quotas = {
  readers: null,
  syncsPerDay: null,
  rows: null,
  storedBytes: null,
  waitingEvents: null,
};

export type QuotaName = keyof Quotas;

/** What holds for a workspace: its own quotas, and the operator's for those that are null. */
export const effectiveQuotas = (own: Quotas, defaults: Quotas): Quotas => ({
  readers: own.readers ?? defaults.readers,
  syncsPerDay: own.syncsPerDay ?? defaults.syncsPerDay,
  rows: own.rows ?? defaults.rows,
  storedBytes: own.storedBytes ?? defaults.storedBytes,
  waitingEvents: own.waitingEvents ?? defaults.waitingEvents,
});

const things: Record<QuotaName, string> = {
  readers: 'readers',
  syncsPerDay: 'syncs a day',
  rows: 'rows',
  storedBytes: 'stored bytes',
  waitingEvents: 'events that wait',
};

/** With a `retryAfterMs`, it passes by itself. */
export class QuotaExceeded extends SyncError {
  readonly quota: QuotaName;
  readonly limit: number;

  constructor(quota: QuotaName, limit: number, options: { retryAfterMs?: number } = {}) {
    super('quota_exceeded', `The workspace has used its quota of ${limit} ${things[quota]}.`, options);
    this.quota = quota;
    this.limit = limit;
  }
}

export const isUsedUp = (used: number, quota: number | null): quota is number =>
  quota !== null && used >= quota;

const dayMs = 24 * 60 * 60 * 1000;
/** Until the next day in UTC begins. */
export const msToNextDay = (now: number): number => dayMs - (now % dayMs);
