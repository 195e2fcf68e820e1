import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { workspaceId } from '../../domain/ids.ts';
import { SecretCache } from './secret-cache.ts';
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
    load: async () => {
      loads += 1;
      const read = stored;
      await gate;
      return read;
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
    expect(await secrets.get(stripeOf(workspace))).toEqual(stored);
    stored = [secret('three')];
    secrets.forgetAll();
    expect(await secrets.get(stripeOf(workspace))).toEqual(stored);
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
    expect(await after).toEqual([secret('two')]);
    expect(await secrets.get(stripeOf(workspace))).toEqual([secret('two')]);
  });

  it('are not kept while the listener is disconnected', async () => {
    hears = false;
    const secrets = cache();
    await secrets.get(stripeOf(workspace));
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
  });

  it('are looked up again after a minute, and missing ones after seconds', async () => {
    const secrets = cache();
    await secrets.get(stripeOf(workspace));
    now = 59_000;
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(1);
    now = 60_000;
    stored = [];
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
    now = 64_000;
    await secrets.get(stripeOf(workspace));
    expect(loads).toBe(2);
    now = 65_000;
    stored = [secret('again')];
    expect(await secrets.get(stripeOf(workspace))).toEqual(stored);
  });

  it('of many guessed workspaces take four connections at most', async () => {
    let most = 0;
    let running = 0;
    const secrets = new SecretCache({
      load: async () => {
        most = Math.max(most, (running += 1));
        await turn();
        running -= 1;
        return [];
      },
      hearsChanges: () => true,
    });
    await Promise.all(Array.from({ length: 200 }, () => secrets.get(stripeOf(workspaceId(randomUUID())))));
    expect(most).toBe(4);
  });

  it('that could not be read are read by the next request', async () => {
    let away = true;
    const secrets = new SecretCache({
      load: async () => {
        if (away) throw new Error('away');
        return stored;
      },
      hearsChanges: () => true,
    });
    await expect(secrets.get(stripeOf(workspace))).rejects.toThrow('away');
    away = false;
    expect(await secrets.get(stripeOf(workspace))).toEqual(stored);
  });
});
