import { expect, it } from 'vitest';
import { RateLimited, SyncError } from '../domain/sync-error.ts';
import { waitOutLimits } from './wait-out-limits.ts';

const limited = (retryAfterMs?: number) =>
  new RateLimited('total', 'slow down', { ...(retryAfterMs !== undefined && { retryAfterMs }) });

/** Throws one failure after the other, then answers. */
function answering(...failures: Error[]) {
  const sent = { times: 0 };
  const send = async () => {
    const failure = failures[sent.times++];
    if (failure !== undefined) throw failure;
    return 'answer';
  };
  return { sent, send };
}
const patient = new AbortController().signal;

it('repeats a request that was refused with 429', async () => {
  const { send, sent } = answering(limited(), limited(10));
  expect(await waitOutLimits(patient)('/v1/account', send)).toBe('answer');
  expect(sent.times).toBe(3);
});

it('throws at once any other failure, and a 429 that asks for a long pause', async () => {
  for (const failure of [new SyncError('provider_unavailable', 'away'), limited(60_000)]) {
    const { send, sent } = answering(failure);
    await expect(waitOutLimits(patient)('/v1/account', send)).rejects.toBe(failure);
    expect(sent.times).toBe(1);
  }
});

it('names the limit if the time ends, while it waits or while it repeats', async () => {
  const failure = limited(1_000);
  const waiting = answering(failure);
  await expect(waitOutLimits(AbortSignal.timeout(20))('/v1/account', waiting.send)).rejects.toBe(failure);

  const time = new AbortController();
  const asking = answering(limited(), new SyncError('provider_unavailable', 'aborted'));
  const send = () => {
    if (asking.sent.times === 1) time.abort();
    return asking.send();
  };
  await expect(waitOutLimits(time.signal)('/v1/account', send)).rejects.toMatchObject({
    code: 'provider_rate_limited',
  });
});
