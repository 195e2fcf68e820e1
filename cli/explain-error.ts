import { ApiUnreachable, isApiError, type ApiError } from '../client/client.ts';
import { CommandError, exitCodes, type ExitCode } from './exit-codes.ts';

export interface Explanation {
  readonly exitCode: ExitCode;
  readonly error: string;
  readonly code: string;
  readonly request_id?: string | null;
  readonly session_id?: string;
  readonly advice?: string;
}

/** By code if the status does not say it. */
const byCode: Partial<Record<ApiError['code'], ExitCode>> = {
  unauthenticated: exitCodes.key,
  forbidden: exitCodes.key,
  provider_unauthorized: exitCodes.key,
  provider_forbidden: exitCodes.key,
  not_found: exitCodes.notFound,
  invalid_request: exitCodes.usage,
};

const advices: Partial<Record<ApiError['code'], string>> = {
  unauthenticated: 'Give a valid API key by WPS_API_KEY or --api-key-file.',
  forbidden: 'This key belongs to another workspace, or its role does not include this.',
  provider_not_configured: 'Connect an account first: wps connect',
  version_mismatch: 'It has changed in the meantime: look at wps conflicts list, and decide again.',
};

function exitCodeOf(error: ApiError): ExitCode {
  const known = byCode[error.code];
  if (known !== undefined) return known;
  if (error.retryable) return exitCodes.away;
  return error.status === 409 ? exitCodes.busy : exitCodes.failed;
}

function ofApiError(error: ApiError): Explanation {
  const advice =
    error.code === 'session_busy' ? `Follow it: wps sync --session ${error.sessionId}` : advices[error.code];
  return {
    exitCode: exitCodeOf(error),
    error: error.message,
    code: error.code,
    request_id: error.requestId,
    ...(error.sessionId !== undefined && { session_id: error.sessionId }),
    ...(advice !== undefined && { advice }),
  };
}

/** What went wrong, in words, and the exit code that says it to scripts. */
export function explainError(error: unknown): Explanation {
  if (isApiError(error)) return ofApiError(error);
  if (error instanceof ApiUnreachable) {
    const advice = 'Is the address right, and does the service run? Try again in a while.';
    return { exitCode: exitCodes.away, error: error.message, code: 'unreachable', advice };
  }
  if (error instanceof CommandError) {
    const { exitCode, code, message, advice } = error;
    return { exitCode, error: message, code, ...(advice !== undefined && { advice }) };
  }
  return {
    exitCode: exitCodes.failed,
    error: error instanceof Error ? error.message : String(error),
    code: 'internal',
  };
}

/** For people. */
export const explanationText = ({ error, code, request_id, advice }: Explanation): string => {
  const ids = [code, ...(typeof request_id === 'string' ? [`request ${request_id}`] : [])].join(', ');
  return `wps: ${error}${code === 'usage' ? '' : ` (${ids})`}${advice === undefined ? '' : `\n  ${advice}`}`;
};
