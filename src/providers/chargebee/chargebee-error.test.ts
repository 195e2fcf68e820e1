import { describe, expect, it } from 'vitest';
import { RateLimited, UnfinishedAnswer } from '../../domain/sync-error.ts';
import { asSyncError, failureOf, isLostOffset, isNotOnSite, parsedAnswer } from './chargebee-error.ts';
import { NoAnswer } from './http/site-client.ts';

const answer = (status: number, body: object | string, retryAfterMs: number | null = null) => ({
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  snapshot: { from: 0, to: 1 },
  date: null,
  retryAfterMs,
});
const refused = (status: number, code: string, more: object = {}) =>
  failureOf(answer(status, { message: 'Sorry.', api_error_code: code, ...more }));

describe('a refusal', () => {
  it.each([
    [401, 'api_authentication_failed', 'provider_unauthorized'],
    [403, 'api_authorization_failed', 'provider_forbidden'],
    [404, 'resource_not_found', 'provider_not_found'],
    [404, 'site_not_found', 'provider_unauthorized'],
    [404, 'unknown_to_us', 'provider_rejected'],
    [400, 'invalid_request', 'provider_rejected'],
    [409, 'invalid_state_for_request', 'provider_rejected'],
    [429, 'api_request_limit_exceeded', 'provider_rate_limited'],
    [429, 'lock_timeout', 'provider_unavailable'],
    [403, 'request_blocked', 'provider_rate_limited'],
    [500, 'internal_error', 'provider_unavailable'],
    [503, 'site_read_only_mode', 'provider_unavailable'],
  ])('%i %s is judged by its code: %s', (status, code, expected) => {
    expect(refused(status, code)).toMatchObject({ code: expected });
  });

  it('to slow down says for how long, and that the whole site is meant', () => {
    const error = failureOf(answer(429, { api_error_code: 'api_request_limit_exceeded' }, 7_000));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ scope: 'total', retryAfterMs: 7_000 });
    expect(failureOf(answer(429, '<html>'))).toBeInstanceOf(RateLimited);
  });

  it('of the wrong catalog and of a forgotten offset are known', () => {
    expect(isNotOnSite(refused(400, 'configuration_incompatible'))).toBe(true);
    expect(isLostOffset(refused(400, 'invalid_request', { param: 'offset' }))).toBe(true);
    expect(isLostOffset(refused(400, 'invalid_request', { param: 'limit' }))).toBe(false);
    expect(isNotOnSite(new Error('another'))).toBe(false);
  });
});

describe('what is no answer of Chargebee', () => {
  it('a page of HTML with 200 is asked for again', () => {
    expect(() => parsedAnswer(answer(200, '<html>Down</html>'))).toThrow(UnfinishedAnswer);
    expect(() => parsedAnswer(answer(200, '[]'))).toThrow('no JSON object');
  });

  it.each([401, 403, 404])('a %i of a proxy says nothing of the key or the object', (status) => {
    expect(failureOf(answer(status, '<html>'))).toMatchObject({ code: 'provider_invalid_response' });
  });

  it('an answer that ends too early, or takes too long, may come with fewer objects', () => {
    const unfinished = (begun: boolean, late: boolean) => asSyncError(new NoAnswer(begun, late, null));
    expect(unfinished(true, false)).toBeInstanceOf(UnfinishedAnswer);
    expect(unfinished(false, true)).toMatchObject({ late: true });
    expect(unfinished(false, false)).not.toBeInstanceOf(UnfinishedAnswer);
  });
});
