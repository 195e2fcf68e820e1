import { isStatementsFault, whyRefused } from '../db/transaction/sqlstate.ts';
import { SyncError, type SyncErrorCode } from '../domain/sync-error.ts';

/** Failures of the connection or the session. */
const ofAll: ReadonlySet<SyncErrorCode> = new Set([
  'provider_unauthorized',
  'provider_not_configured',
  'account_mismatch',
  'credential_unreadable',
  'session_superseded',
]);

/**
 * Whether an event or an object fails for a reason that is, or may be, its own. All failures are, but those that are known to
 * pass and those that would meet any other too: one that nobody has thought of must not keep the others waiting.
 */
export const isOwnFailure = (error: unknown): boolean =>
  !(error instanceof SyncError) || !(error.retryable || ofAll.has(error.code) || isStatementsFault(error));

/** Why it failed, for a person; nothing of its content. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof SyncError)) return `it cannot be written: ${nameOf(error)}`;
  if (error.code === 'database_refused') return whyRefused(error);
  if (error.code === 'internal' && error.cause !== undefined)
    return `it cannot be written: ${nameOf(error.cause)}`;
  return `${error.code}: ${error.message}`;
}

/** `RangeError: Maximum call stack size exceeded` has no content in it, but what other libraries throw may have. */
function nameOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply, or too large';
  return error instanceof Error ? error.name : 'unknown error';
}
