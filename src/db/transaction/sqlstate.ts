import { SyncError, type SyncErrorCode } from '../../domain/sync-error.ts';

/**
 * SQLSTATEs (or two-letter classes) and their error codes. One that is not listed is a fault of ours and not retried.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const codes: Record<string, SyncErrorCode> = {
  '08': 'database_unavailable', // connection exception
  '40': 'database_unavailable', // serialization failure, deadlock: the next try may pass
  '53': 'database_unavailable', // insufficient resources, too many connections
  '55P03': 'database_unavailable', // lock not available
  '0A000': 'database_unavailable', // a prepared statement from before a migration
  '26000': 'database_unavailable', // one that the server, or a pooler, has lost
  '57': 'database_unavailable', // query cancelled, shutting down, starting up
  '58': 'database_unavailable', // system error outside of Postgres
  '25006': 'database_unavailable', // read-only: a standby during fail-over
  '21': 'database_refused', // one statement would write a row twice
  '22': 'database_refused', // data exception
  '23': 'database_refused', // constraint
  '54': 'database_refused', // too long for an index, nested too deeply
  '42501': 'database_refused', // row-level security or missing grant
};

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'EHOSTUNREACH',
]);
const brokenConnection =
  /connection terminated|connection timeout|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

export const sqlstateOf = (error: unknown): string | undefined => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  }
  return undefined;
};

function classify(error: unknown): SyncErrorCode {
  const state = sqlstateOf(error) ?? '';
  if (networkCodes.has(state)) return 'database_unavailable';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (brokenConnection.test(cause.message)) return 'database_unavailable';
  }
  return codes[state] ?? codes[state.slice(0, 2)] ?? 'internal';
}

/** Whether the connection's prepared statements are no longer valid. */
export const hasStaleStatements = (error: unknown): boolean =>
  ['0A000', '26000'].includes(sqlstateOf(error) ?? '');

/** Deadlock, serialization failure, a lock or a statement that took too long. Refused statements count too. */
const oneStatements = /^(40|55P03|57014)/;

/** Whether one statement was at fault, so that others would have passed; not the server or the network. */
export const isOneStatements = (error: SyncError): boolean =>
  !error.retryable || oneStatements.test(sqlstateOf(error.cause) ?? '');

/** The schema or the statement is not as the other expects it, whatever the content: as between a release and its migrations. */
export const isStatementsFault = (error: SyncError): boolean =>
  sqlstateOf(error.cause)?.startsWith('42') === true;

const refusals: Record<string, string> = {
  '21000': 'two objects have one id',
  '22001': 'a text is too long',
  '22003': 'a number is out of range',
  '22007': 'a date is no date',
  '22008': 'a date is out of range',
  '22P02': 'a field holds a value of another kind',
  '54000': 'a text is too long to be looked up by',
  '54001': 'it is nested too deeply',
};

/** Why the database refuses content, in words that hold none of it. */
export function whyRefused(error: SyncError): string {
  const state = sqlstateOf(error.cause);
  const why = refusals[state ?? ''];
  if (why !== undefined) return `the database refuses its object: ${why}`;
  return `the database refuses its object${state === undefined ? '' : ` (${state})`}`;
}

const messages: Partial<Record<SyncErrorCode, string>> = {
  database_unavailable: 'The database cannot be reached at the moment.',
  database_refused: 'The database refused a statement.',
};

/** No connection was made: whatever the reason, nothing that was to be sent is to blame, and it may pass. */
export function notConnected(error: unknown): SyncError {
  const { code, message } = asSyncError(error);
  if (code === 'database_unavailable') return asSyncError(error);
  return new SyncError('database_unavailable', `The database takes no connection: ${message}`, {
    cause: error,
  });
}

/** The driver's error as the service's own. The driver's, which may hold data, is only its cause. */
export function asSyncError(error: unknown): SyncError {
  if (error instanceof SyncError) return error;
  const code = classify(error);
  const state = sqlstateOf(error);
  const message = messages[code] ?? 'A database statement failed.';
  return new SyncError(code, state === undefined ? message : `${message} (${state})`, { cause: error });
}
