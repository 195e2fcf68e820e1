import type { Snapshot } from '../../domain/snapshot.ts';

/** Sends one request as the account does, and throws `SyncError`s only. */
export type Call = <T extends object>(
  endpoint: string,
  send: () => Promise<T>,
) => Promise<{ result: T; snapshot: Snapshot }>;
