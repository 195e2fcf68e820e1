import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import type { NewInboxEvent } from '../../db/queries/inbox.ts';
import { workspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { InboxWriter } from './inbox-writer.ts';

const workspace = workspaceId(randomUUID());
const event = (eventId: string): NewInboxEvent => ({
  eventId,
  eventType: 'customer.updated',
  eventCreatedAt: new Date(0),
  apiVersion: null,
  objectId: null,
  payload: '{}',
});

/** What each statement was given; `answer` plays the database. */
let statements: string[][];
let answer: (ids: string[]) => Promise<{ stored: number; wake: boolean }>;
let woken: number;

beforeEach(() => {
  statements = [];
  woken = 0;
  answer = (ids) => Promise.resolve({ stored: ids.length, wake: false });
});

const db = {
  inWorkspace: async (_: unknown, work: (ws: unknown) => Promise<unknown>) =>
    await work({
      inbox: {
        store: (_provider: string, events: readonly NewInboxEvent[]) => {
          const ids = events.map(({ eventId }) => eventId);
          statements.push(ids);
          return answer(ids);
        },
      },
    }),
} as unknown as Pick<Database, 'inWorkspace'>;
const writer = (deadlineMs?: number) =>
  new InboxWriter({ db, onWake: () => (woken += 1), ...(deadlineMs !== undefined && { deadlineMs }) });
const storeAll = (to: InboxWriter, ids: string[]) =>
  Promise.allSettled(ids.map((id) => to.store(workspace, 'stripe', event(id))));
const outcomes = (settled: PromiseSettledResult<void>[]) => settled.map(({ status }) => status);

describe('storing events', () => {
  it('gathers those that come at once, and those that come while a statement is on its way', async () => {
    const gate = Promise.withResolvers<void>();
    answer = async (ids) => {
      await gate.promise;
      return { stored: ids.length, wake: false };
    };
    const to = writer();
    const first = storeAll(to, ['b', 'a']);
    await sleep(5);
    const second = storeAll(to, ['c', 'd', 'e']);
    await sleep(5);
    expect(statements).toEqual([['a', 'b']]);
    gate.resolve();
    expect(outcomes([...(await first), ...(await second)])).toEqual(Array(5).fill('fulfilled'));
    expect(statements).toEqual([
      ['a', 'b'],
      ['c', 'd', 'e'],
    ]);
  });

  it('puts 200 into a statement at most', async () => {
    await storeAll(
      writer(),
      Array.from({ length: 450 }, (_, i) => `evt_${i}`),
    );
    expect(statements.map(({ length }) => length)).toEqual([200, 200, 50]);
  });

  it('acknowledges nothing of a statement that failed, and goes on with the next', async () => {
    answer = () => Promise.reject(new SyncError('database_unavailable', 'away'));
    const to = writer();
    expect(outcomes(await storeAll(to, ['a', 'b']))).toEqual(['rejected', 'rejected']);
    answer = (ids) => Promise.resolve({ stored: ids.length, wake: false });
    expect(outcomes(await storeAll(to, ['a', 'b']))).toEqual(['fulfilled', 'fulfilled']);
    expect(statements).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });

  it('does not fail events for a neighbour that the database refuses', async () => {
    answer = (ids) =>
      ids.includes('bad')
        ? Promise.reject(new SyncError('database_refused', 'no'))
        : Promise.resolve({ stored: ids.length, wake: false });
    expect(outcomes(await storeAll(writer(), ['a', 'bad', 'c']))).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('keeps nobody waiting for a database that does not answer, and wakes when it did after all', async () => {
    const gate = Promise.withResolvers<void>();
    answer = async () => {
      await gate.promise;
      return { stored: 1, wake: true };
    };
    const to = writer(20);
    expect(outcomes(await storeAll(to, ['a']))).toEqual(['rejected']);
    expect(woken).toBe(0);
    gate.resolve();
    await sleep(5);
    expect(woken).toBe(1);
  });

  it('refuses more than memory is there for, and takes it when there is room again', async () => {
    const gate = Promise.withResolvers<void>();
    answer = async (ids) => {
      await gate.promise;
      return { stored: ids.length, wake: false };
    };
    const to = writer();
    const payload = 'x'.repeat(1024 * 1024);
    const sent = Array.from({ length: 130 }, (_, i) =>
      to.store(workspace, 'stripe', { ...event(`evt_${i}`), payload }),
    );
    const settled = Promise.allSettled(sent);
    gate.resolve();
    const refused = (await settled).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    await to.store(workspace, 'stripe', { ...event('later'), payload });
  });
});
