import { expect, it } from 'vitest';
import { apiKeyId, workspaceId } from '../../domain/ids.ts';
import type { KeyPrincipal } from '../principals/principal.ts';
import { RequestLimits } from './request-limits.ts';

const uuidOf = (nth: number) => `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`;
const workspace = (nth: number, limits = {}) => ({
  id: workspaceId(uuidOf(nth)),
  name: 'Test',
  requestsPerSecond: null,
  requestsAtOnce: null,
  idempotencyKey: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
  deletedAt: null,
  endedAt: null,
  quotaReaders: null,
  quotaSyncsPerDay: null,
  quotaRows: null,
  quotaStoredBytes: null,
  quotaWaitingEvents: null,
  purgedAt: null,
  ...limits,
});
const [a, b, c, d, e] = [1, 2, 3, 4, 5] as const;
const keyOf = (nth: number, of = workspace(1)): KeyPrincipal => ({
  kind: 'key',
  id: apiKeyId(uuidOf(nth)),
  name: 'a key',
  role: 'viewer',
  workspace: of,
  presented: { workspaceId: of.id, hash: Buffer.from(uuidOf(nth)) },
});
const limits = () => new RequestLimits({ requestsPerSecond: 2, requestsAtOnce: 3 });

/** How many of `count` requests, one after the other, may pass. */
const passing = (of: RequestLimits, principal: KeyPrincipal, count: number, now = 0): number => {
  let passed = 0;
  for (let i = 0; i < count; i += 1) {
    const turn = of.enter(principal, now);
    if (turn.refusal === undefined) passed += 1;
    turn.leave();
  }
  return passed;
};

it('a key has five seconds of its rate at once, and then its rate', () => {
  const of = limits();
  expect(passing(of, keyOf(a), 20)).toBe(10);
  expect(passing(of, keyOf(a), 20, 1_000)).toBe(2);
  expect(passing(of, keyOf(b), 20)).toBe(10);
});

it('all keys of a workspace have what four may, however many they are', () => {
  const of = limits();
  const keys = Array.from({ length: 50 }, (_, i) => keyOf(100 + i));
  expect(keys.reduce((sum, key) => sum + passing(of, key, 10), 0)).toBe(40);
  expect(passing(of, keyOf(b, workspace(2)), 10)).toBe(10);
});

it('a request refused by the workspace’s limit costs its key nothing', () => {
  const of = limits();
  for (const key of [a, b, c, d]) passing(of, keyOf(key), 10);
  passing(of, keyOf(e), 100);
  expect(of.enter(keyOf(e), 0).fields['RateLimit']).toMatch(/^"key";r=10;/);
});

it('a refusal says when to try again, and each answer what is left', () => {
  const of = limits();
  expect(of.enter(keyOf(a), 0)).toMatchObject({
    refusal: undefined,
    fields: {
      'RateLimit-Policy':
        '"key";q=10;w=5, "key-at-once";q=3;qu="concurrent-requests", ' +
        '"workspace";q=40;w=5, "workspace-at-once";q=12;qu="concurrent-requests"',
      RateLimit: '"key";r=9;t=1, "workspace";r=39;t=1',
    },
  });
  passing(of, keyOf(a), 20);
  expect(of.enter(keyOf(a), 0)).toMatchObject({
    refusal: { status: 429, code: 'rate_limited', extras: { retryAfter: 1 } },
    fields: { RateLimit: expect.stringMatching(/^"key";r=0;t=1/) },
  });
});

it('so many run at once, and those that only wait are counted apart', () => {
  const of = new RequestLimits({ requestsPerSecond: 1_000, requestsAtOnce: 3 });
  const turns = Array.from({ length: 4 }, () => of.enter(keyOf(a), 0));
  expect(turns.map(({ refusal }) => refusal?.status)).toEqual([undefined, undefined, undefined, 429]);
  turns[0]!.wait();
  expect(of.enter(keyOf(a), 0).refusal).toBeUndefined();
  turns[1]!.leave();
  expect(of.enter(keyOf(a), 0).refusal).toBeUndefined();
  expect(of.enter(keyOf(a), 0).refusal?.status).toBe(429);
  for (const turn of turns) turn.leave();
  for (let i = 0; i < 24; i += 1) of.enter(keyOf(b), 0).wait();
  expect(() => of.enter(keyOf(b), 0).wait()).toThrow(expect.objectContaining({ status: 429 }));
});

it('an answer that goes on after its handler counts as one that waits until it has ended', () => {
  const of = new RequestLimits({ requestsPerSecond: 1_000, requestsAtOnce: 1 });
  const open = () => {
    const turn = of.enter(keyOf(a), 0);
    try {
      return turn.stay();
    } finally {
      turn.leave();
    }
  };
  const ends = Array.from({ length: 8 }, open);
  expect(open).toThrow(expect.objectContaining({ status: 429 }));
  ends[0]!();
  ends[0]!();
  ends.push(open());
  expect(open).toThrow(expect.objectContaining({ status: 429 }));
});

it('a workspace’s own limits replace the operator’s', () => {
  const own = workspace(3, { requestsPerSecond: 20, requestsAtOnce: 1 });
  const of = limits();
  expect(passing(of, keyOf(a, own), 200)).toBe(100);
  of.enter(keyOf(b, own), 0);
  expect(of.enter(keyOf(b, own), 0).refusal?.status).toBe(429);
});
