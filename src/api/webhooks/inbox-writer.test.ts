import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import type { NewInboxEvent } from '../../db/inbox/store-events.ts';
import { workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { SyncError } from '../../domain/sync-error.ts';
import { InboxWriter } from './inbox-writer.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';

const workspace = workspaceId(randomUUID());
const others = [1, 2, 3].map(() => workspaceId(randomUUID()));
const event = (eventId: string, payload = '{}'): NewInboxEvent => ({
  eventId,
  eventType: 'customer.updated',
  eventCreatedAt: new Date(0),
  apiVersion: null,
  objectId: null,
  payload,
});

/** The ids in each statement of each transaction; `answer` plays the database for one transaction. */
let transactions: string[][][];
let answer: (ids: string[], lockTimeoutMs: number) => Promise<void>;
let wake: boolean;
let woken: WorkspaceId[];

beforeEach(() => {
  transactions = [];
  woken = [];
  wake = false;
  answer = () => Promise.resolve();
});

const statements = {
  inbox: {
    store: (_provider: string, events: readonly NewInboxEvent[]) => events.map(({ eventId }) => eventId),
  },
};
const db = {
  async inWorkspaces(parts: readonly { ask: (given: unknown) => string[] }[], lockTimeoutMs: number) {
    const asked = parts.map(({ ask }) => ask(statements));
    transactions.push(asked);
    await answer(asked.flat(), lockTimeoutMs);
    return asked.map(({ length }) => ({ stored: length, wake }));
  },
} as unknown as Pick<Database, 'inWorkspaces'>;
const writer = (deadlineMs?: number) =>
  new InboxWriter({
    db,
    onWake: ({ workspaceId }) => woken.push(workspaceId),
    ...(deadlineMs !== undefined && { deadlineMs }),
  });
const refusal = (message: string) => new SyncError('database_refused', message);
const lockTimeout = () =>
  new SyncError('database_unavailable', 'locked', { cause: Object.assign(new Error(), { code: '55P03' }) });
const gated = () => {
  const gate = Promise.withResolvers<void>();
  answer = () => gate.promise;
  return gate;
};
const storeAll = (to: InboxWriter, ids: string[], of = workspace) =>
  Promise.allSettled(ids.map((id) => to.store(stripeOf(of), event(id))));
const outcomes = (settled: PromiseSettledResult<void>[]) => settled.map(({ status }) => status);

describe('storing events', () => {
  it('gathers events that arrive together, and those that arrive during a statement', async () => {
    const gate = gated();
    const to = writer();
    const first = storeAll(to, ['b', 'a']);
    await sleep(5);
    const second = storeAll(to, ['c', 'd', 'e']);
    await sleep(5);
    expect(transactions).toEqual([[['a', 'b']]]);
    gate.resolve();
    expect(outcomes([...(await first), ...(await second)])).toEqual(Array(5).fill('fulfilled'));
    expect(transactions).toEqual([[['a', 'b']], [['c', 'd', 'e']]]);
  });

  it('puts those of several workspaces into one transaction, each into its own statement', async () => {
    const to = writer();
    const sent = [...others, workspace].map((of, i) => storeAll(to, [`${i}b`, `${i}a`], of));
    await Promise.all(sent);
    const expected = [...others, workspace].map((of, i) => ({ of, ids: [`${i}a`, `${i}b`] }));
    const inOrder = expected.toSorted((a, b) => (a.of < b.of ? -1 : 1)).map(({ ids }) => ids);
    expect(transactions).toEqual([inOrder]);
  });

  it('has at most two transactions at once, and no workspace in both', async () => {
    const gate = gated();
    const to = writer();
    const sent = [storeAll(to, ['a'])];
    await sleep(5);
    sent.push(storeAll(to, ['b']), storeAll(to, ['c'], others[0]));
    await sleep(5);
    sent.push(storeAll(to, ['d'], others[1]), storeAll(to, ['e'], others[2]));
    await sleep(5);
    expect(transactions).toEqual([[['a']], [['c']]]);
    gate.resolve();
    expect(outcomes((await Promise.all(sent)).flat())).toEqual(Array(5).fill('fulfilled'));
    expect(transactions[2]?.flat().toSorted()).toEqual(['b', 'd', 'e']);
  });

  it('puts 8 MiB into a transaction, and the event that exceeds them', async () => {
    const to = writer();
    const large = 'x'.repeat(3 * 1024 * 1024);
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => to.store(stripeOf(workspace), event(id, large))));
    expect(transactions).toEqual([[['a', 'b', 'c']], [['d', 'e']]]);
  });

  it('keeps 32 MiB of one workspace waiting at most, and those of others beside it', async () => {
    const gate = gated();
    const to = writer();
    const large = 'x'.repeat(15 * 1024 * 1024);
    const sent = ['a', 'b', 'c'].map((id) => to.store(stripeOf(workspace), event(id, large)));
    const other = to.store(stripeOf(others[0]!), event('d', large));
    await expect(sent[2]).rejects.toMatchObject({ code: 'database_unavailable', retryAfterMs: 5_000 });
    gate.resolve();
    expect(outcomes(await Promise.allSettled([sent[0]!, sent[1]!, other]))).toEqual(
      Array(3).fill('fulfilled'),
    );
    await expect(to.store(stripeOf(workspace), event('e', large))).resolves.toBeUndefined();
  });

  it('puts 200 into a transaction at most', async () => {
    await storeAll(
      writer(),
      Array.from({ length: 450 }, (_, i) => `evt_${i}`),
    );
    expect(transactions.map((each) => each.flat().length)).toEqual([200, 200, 50]);
  });

  it('acknowledges nothing of a transaction that failed, and goes on with the next', async () => {
    answer = () => Promise.reject(new SyncError('database_unavailable', 'away'));
    const to = writer();
    const both = () => Promise.all([storeAll(to, ['a', 'b']), storeAll(to, ['c'], others[0])]);
    expect(outcomes((await both()).flat())).toEqual(['rejected', 'rejected', 'rejected']);
    expect(transactions).toHaveLength(1);
    answer = () => Promise.resolve();
    expect(outcomes((await both()).flat())).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('does not fail events because the database refuses a neighbour’s', async () => {
    answer = (ids) => (ids.includes('bad') ? Promise.reject(refusal('no')) : Promise.resolve());
    const to = writer();
    const [mine, theirs] = await Promise.all([
      storeAll(to, ['a', 'bad', 'c']),
      storeAll(to, ['d', 'e'], others[0]),
    ]);
    expect(outcomes(mine)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes(theirs)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('delays no event for workspaces that are locked, even if they are many', async () => {
    const gate = Promise.withResolvers<void>();
    answer = async (ids, lockTimeoutMs) => {
      if (!ids.some((id) => id.startsWith('locked'))) return;
      if (lockTimeoutMs < 1_000) throw lockTimeout();
      await gate.promise;
    };
    const to = writer();
    const locked = [workspace, ...others.slice(1)].map((of, i) => storeAll(to, [`locked ${i}`], of));
    expect(outcomes(await storeAll(to, ['a'], others[0]))).toEqual(['fulfilled']);
    expect(outcomes(await storeAll(to, ['b'], others[0]))).toEqual(['fulfilled']);
    gate.resolve();
    expect(outcomes((await Promise.all(locked)).flat())).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('wakes the workspaces whose answer asks for it', async () => {
    wake = true;
    const to = writer();
    await Promise.all([storeAll(to, ['a', 'b']), storeAll(to, ['c'], others[0])]);
    expect(new Set(woken)).toEqual(new Set([workspace, others[0]]));
    expect(woken).toHaveLength(2);
  });

  it('lets no sender wait for a database that does not answer, and wakes if it answers later', async () => {
    const gate = gated();
    wake = true;
    const to = writer(20);
    expect(outcomes(await storeAll(to, ['a']))).toEqual(['rejected']);
    expect(woken).toEqual([]);
    gate.resolve();
    await sleep(5);
    expect(woken).toEqual([workspace]);
  });

  it('refuses events beyond its memory, and accepts them again when there is room', async () => {
    const gate = gated();
    const to = writer();
    const payload = 'x'.repeat(1024 * 1024);
    const five = [workspace, ...others, workspaceId(randomUUID())];
    const sent = Array.from({ length: 130 }, (_, i) =>
      to.store(stripeOf(five[i % 5]!), event(`evt_${i}`, payload)),
    );
    const settled = Promise.allSettled(sent);
    gate.resolve();
    const refused = (await settled).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    await to.store(stripeOf(workspace), event('later', payload));
  });
});
