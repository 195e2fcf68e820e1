import type { Snapshot } from '../../domain/snapshot.ts';

/**
 * Sends one request as the account does, and throws `SyncError`s only. If `read` throws that the answer cannot be true, it is
 * asked for again.
 */
export type Call = <T>(
  endpoint: string,
  send: () => Promise<object>,
  read: (answer: object) => T,
) => Promise<{ result: T; snapshot: Snapshot }>;
