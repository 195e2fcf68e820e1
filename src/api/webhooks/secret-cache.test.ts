import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../domain/ids.ts';
import { SecretCache } from './secret-cache.ts';
import { LaneFull } from './secret-lane.ts';
import type { WebhookSecret } from '../../services/webhook-endpoints/webhook-secrets.ts';
import { stripeOf } from '../../../test/support/stripe-of.ts';

const workspace = workspaceId(randomUUID());
const secret = (text: string): WebhookSecret => ({ secret: text, endpointId: null, validUntil: null });

let stored: WebhookSecret[];
let loads: number;
let now: number;
let hears: boolean;
let gate: Promise<void>;

beforeEach(() => {
  stored = [secret('one')];
  loads = 0;
  now = 0;
  hears = true;
  gate = Promise.resolve();
});
const cache = () =>
  new SecretCache({
    load: async (connections) => {
      loads += 1;
      const read = stored;
      await gate;
      return connections.map(() => read);
    },
    hearsChanges: () => hears,
    now: () => now,
  });

describe('webhook secrets in memory', () => {
  it('are loaded once for many simultaneous requests, and kept', async () => {
    const secrets = cache();
    await Promise.all(Array.from({ length: 50 }, () => secrets.get(stripeOf(workspace))));
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(1);
  });

  it('are new right after a change', async () => {
    const secrets = cache();
    await secrets.get(stripeOf(workspace));
    stored = [secret('two')];
    secrets.forget(stripeOf(workspace));
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual(stored);
    stored = [secret('three')];
    secrets.forgetAll();
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual(stored);
  });

  it('that were being read during a change are not kept, nor given to later requests', async () => {
    const secrets = cache();
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    const before = secrets.get(stripeOf(workspace));
    await turn();
    stored = [secret('two')];
    secrets.forget(stripeOf(workspace));
    gate = Promise.resolve();
    const after = secrets.get(stripeOf(workspace));
    held.resolve();
    await before;
    expect((await after).secrets).toEqual([secret('two')]);
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual([secret('two')]);
  });

  it('are not kept while the listener is disconnected', async () => {
    hears = false;
    const secrets = cache();
    await secrets.get(stripeOf(workspace));
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
  });

  it('are kept for as long as changes are heard, and missing ones for seconds', async () => {
    const secrets = cache();
    await secrets.get(stripeOf(workspace));
    now = 24 * 3_600_000;
    expect((await secrets.get(stripeOf(workspace))).loaded).toBe(false);
    expect(loads).toBe(1);
    stored = [];
    secrets.forget(stripeOf(workspace));
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
    now += 4_000;
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
    now += 1_000;
    stored = [secret('again')];
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual(stored);
  });

  it('of many guessed workspaces take one connection, and are read together', async () => {
    let most = 0;
    let running = 0;
    const secrets = new SecretCache({
      load: async (connections) => {
        loads += 1;
        most = Math.max(most, (running += 1));
        await turn();
        running -= 1;
        return connections.map(() => []);
      },
      hearsChanges: () => true,
    });
    await Promise.all(Array.from({ length: 200 }, () => secrets.get(stripeOf(workspaceId(randomUUID())))));
    expect(most).toBe(1);
    expect(loads).toBeLessThanOrEqual(4);
  });

  it('that are known never wait behind guessed workspaces, of which so many may wait', async () => {
    const held = Promise.withResolvers<void>();
    const known = stripeOf(workspace);
    const secrets = new SecretCache({
      load: async (connections) => {
        if (connections.some(({ workspaceId: id }) => id !== workspace)) await held.promise;
        return connections.map(({ workspaceId: id }) => (id === workspace ? stored : []));
      },
      hearsChanges: () => true,
    });
    await secrets.get(known);
    const guesses = Array.from({ length: 5_000 }, () =>
      secrets.get(stripeOf(workspaceId(randomUUID()))).catch((error: unknown) => error),
    );
    secrets.forget(known);
    expect(await secrets.get(known)).toEqual({ secrets: stored, loaded: true });
    expect(await secrets.reload(known)).toEqual(stored);
    held.resolve();
    const answers = await Promise.all(guesses);
    // One is being read.
    expect(answers.filter((answer) => answer instanceof LaneFull)).toHaveLength(5_000 - 1_001);
  });

  it('that cannot be opened are the error of their own connection', async () => {
    const broken = workspaceId(randomUUID());
    const secrets = new SecretCache({
      load: async (connections) =>
        connections.map(({ workspaceId: id }) => (id === broken ? new Error('unreadable') : stored)),
      hearsChanges: () => true,
    });
    const failing = secrets.get(stripeOf(broken)).catch((error: unknown) => error);
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual(stored);
    expect(await failing).toMatchObject({ message: 'unreadable' });
  });

  it('that could not be read are read by the next request', async () => {
    let away = true;
    const secrets = new SecretCache({
      load: async (connections) => {
        if (away) throw new Error('away');
        return connections.map(() => stored);
      },
      hearsChanges: () => true,
    });
    await expect(secrets.get(stripeOf(workspace))).rejects.toThrow('away');
    away = false;
    expect((await secrets.get(stripeOf(workspace))).secrets).toEqual(stored);
  });
});
