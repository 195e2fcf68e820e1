import { describe, expect, it } from 'vitest';
import { SyncError } from '../domain/sync-error.ts';
import { asTemporalUnavailable, callTemporal, grpcStatus, isTransient } from './call-temporal.ts';

const grpcError = (code: number) =>
  Object.assign(new Error('failed'), { code, details: 'failed', metadata: {} });
const direct = { withDeadline: <T>(_: number, call: () => Promise<T>) => call() };

/** Fails with these statuses in turn, then answers. */
function answersAfter(...statuses: number[]) {
  const left = [...statuses];
  const calls: number[] = [];
  return {
    calls,
    call: () => {
      calls.push(Date.now());
      const status = left.shift();
      return status === undefined ? Promise.resolve('answer') : Promise.reject(grpcError(status));
    },
  };
}

describe('a call to Temporal', () => {
  it('is repeated while the server is away or overloaded', async () => {
    const server = answersAfter(grpcStatus.unavailable, grpcStatus.resourceExhausted);
    const options = { attemptMs: 1_000, totalMs: 10_000, again: isTransient };
    expect(await callTemporal(direct, options, server.call)).toBe('answer');
    expect(server.calls).toHaveLength(3);
  });

  it('is not repeated when the server refused it', async () => {
    const server = answersAfter(grpcStatus.permissionDenied);
    const options = { attemptMs: 1_000, totalMs: 10_000, again: isTransient };
    await expect(callTemporal(direct, options, server.call)).rejects.toMatchObject({
      code: grpcStatus.permissionDenied,
    });
    expect(server.calls).toHaveLength(1);
  });

  it('ends when its time is over, with what the last attempt said', async () => {
    const server = answersAfter(...Array.from({ length: 50 }, () => grpcStatus.resourceExhausted));
    const options = { attemptMs: 100, totalMs: 300, again: isTransient };
    await expect(callTemporal(direct, options, server.call)).rejects.toMatchObject({
      code: grpcStatus.resourceExhausted,
    });
  });

  it.each(['deadlineExceeded', 'cancelled'] as const)(
    'gives up for the reason that is found after %s',
    async (status) => {
      const server = answersAfter(grpcStatus[status]);
      const reason = new SyncError('temporal_unavailable', 'No worker answers');
      const options = {
        attemptMs: 100,
        totalMs: 10_000,
        again: isTransient,
        onDeadline: () => Promise.reject(reason),
      };
      await expect(callTemporal(direct, options, server.call)).rejects.toBe(reason);
    },
  );
});

describe('an error at the edge to Temporal', () => {
  it('says whether Temporal was away or refused', () => {
    const [away, refused] = [grpcStatus.unavailable, grpcStatus.permissionDenied].map((status) =>
      asTemporalUnavailable(new Error('wrapped', { cause: grpcError(status) })),
    );
    expect(away).toMatchObject({
      code: 'temporal_unavailable',
      message: expect.stringContaining('cannot be reached'),
    });
    expect(refused?.message).toContain('permissionDenied');
  });
});
