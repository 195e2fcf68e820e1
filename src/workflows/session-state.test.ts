import { expect, test } from 'vitest';
import type { SessionRequest } from '../contracts/sessions.ts';
import { sessionId, workspaceId } from '../domain/ids.ts';
import { SessionState } from './session-state.ts';

const request: SessionRequest = {
  sessionId: sessionId('01990000-0000-7000-8000-000000000001'),
  workspaceId: workspaceId('01990000-0000-7000-8000-000000000002'),
  provider: 'stripe',
  sessionType: 'initial_sync',
  entityTypes: ['products', 'customers', 'prices'],
  batchSize: 100,
  maxConcurrentWorkers: 1,
  whenBusy: 'refuse',
};
const opened = (changes: Partial<SessionRequest> = {}) =>
  new SessionState({ ...request, ...changes }, { total: 100, endpoint: 25 });

const refused = { entityType: 'prices', code: 'provider_forbidden', message: 'The key may not.' } as const;
const rechecked = {
  rechecked: 0,
  deleted: 0,
  remaining: 1,
  unreadable: [refused],
  requests: 1,
  rateLimited: 0,
  blocked: null,
};

test('an entity that a recheck cannot read is a hole, and is asked for no more', () => {
  const state = opened();
  state.rechecked(rechecked);
  expect(state.unreadable).toEqual(['prices']);
  expect(state.holes).toEqual([refused]);
});

test('so it is in a run that only applies webhooks, whose request names no entity', () => {
  const state = opened({ sessionType: 'webhook_sync', entityTypes: [] });
  expect(state.hasListed).toBe(false);
  state.rechecked(rechecked);
  expect(state.unreadable).toEqual(['prices']);
});

test('what is listed is followed since its listing, in the order of the request', () => {
  const state = opened();
  expect(state.followed).toEqual({ entityTypes: request.entityTypes, since: 'cursor' });
  const done = { state: 'complete', pages: 1, listed: 1, written: 1 } as const;
  state.pulled({
    entities: { customers: done, products: done },
    requests: 2,
    rateLimited: 0,
    pages: 2,
    rechecks: 0,
    blocked: null,
    pace: { total: 100, endpoint: 25 },
  });
  expect(state.unlisted).toEqual(['prices']);
  expect(state.followed).toEqual({ entityTypes: ['products', 'customers'], since: 'listing' });
  state.caughtUp();
  expect(state.progress.entities.prices).toMatchObject({ state: 'complete' });
});
