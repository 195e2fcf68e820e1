import type { FaultAction } from '../../core/faults.ts';
import { ChargebeeError, notFound } from './chargebee-error.ts';

/** 429 over the site's limit. Some of Chargebee's 429s lack `Retry-After`, which `seconds` undefined gives. */
export const overLimit = (seconds?: number) =>
  new ChargebeeError(
    429,
    'api_request_limit_exceeded',
    'Sorry, your request limit has been exceeded. Please try again after some time.',
    { headers: seconds === undefined ? {} : { 'Retry-After': String(Math.ceil(seconds)) } },
  );

/** What each status says if a fault names no code of its own (`reason`). */
const CODES: Record<number, readonly [code: string, message: string]> = {
  400: ['invalid_request', 'The request is invalid.'],
  401: ['api_authentication_failed', 'Sorry, authentication failed. Invalid api key'],
  403: ['api_authorization_failed', 'Sorry, this operation is not permitted for this API key.'],
  404: ['resource_not_found', 'gone not found'],
  409: ['invalid_state_for_request', 'The resource is not in a state that allows this.'],
  429: ['api_request_limit_exceeded', 'Sorry, your request limit has been exceeded.'],
  500: ['internal_error', 'Sorry, something went wrong.'],
  502: ['internal_error', 'Sorry, something went wrong.'],
  503: ['internal_temporary_error', 'Sorry, something went wrong. Please try again.'],
};

/** The answer that a fault gives instead of the real one, if it is of that kind. */
export function refusalOf(action: FaultAction): ChargebeeError | undefined {
  if (action.kind === 'lock_timeout')
    return new ChargebeeError(429, 'lock_timeout', 'The resource is being changed by another request.');
  if (action.kind === 'refused') return new ChargebeeError(400, 'invalid_request', action.message);
  if (action.kind === 'resource_missing') return notFound('object', 'gone');
  if (action.kind !== 'status') return undefined;
  const [code, message] = CODES[action.status]!;
  return new ChargebeeError(action.status, action.reason ?? code, message);
}
