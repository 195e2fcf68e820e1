import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { DataKeys, type DataKeyStore } from './data-keys.ts';
import type { Kms, WrappedKey } from './kms.ts';
import { localKms } from './local-kms.ts';

const owner = () => workspaceId(randomUUID());
const context = (workspaceId: WorkspaceId) =>
  ({ workspaceId, provider: 'stripe', purpose: 'credentials' }) as const;

function memory(): DataKeyStore & { readonly kept: Map<WorkspaceId, WrappedKey> } {
  const kept = new Map<WorkspaceId, WrappedKey>();
  return {
    kept,
    read: async (of) => kept.get(of),
    add: async (of, key) => kept.get(of) ?? (kept.set(of, key), key),
  };
}

/** A KMS far away, which can be made slow, or fail. */
function remote() {
  const local = localKms([{ id: 'master', key: randomBytes(32) }]);
  let answer = async (): Promise<void> => {};
  const wrap = vi.fn<Kms['wrap']>(async (...asked) => {
    await answer();
    return await local.wrap(...asked);
  });
  const unwrap = vi.fn<Kms['unwrap']>(async (...asked) => {
    await answer();
    return await local.unwrap(...asked);
  });
  const kms: Kms = { ...local, wrap, unwrap };
  return { kms, wrap, unwrap, answers: (how: () => Promise<void>) => void (answer = how) };
}

it('a workspace’s data key is made once, also by two processes at once, and opens what either sealed', async () => {
  const { kms } = remote();
  const store = memory();
  const [one, other] = [new DataKeys({ kms, store }), new DataKeys({ kms, store })];
  const of = owner();
  const [left, right] = await Promise.all([one.of(of), other.of(of)]);
  expect(store.kept.size).toBe(1);
  expect(right.open(left.seal('sk_live_1', context(of)), context(of))).toBe('sk_live_1');
});

it('nothing that one workspace’s key sealed can be opened with another’s, nor its key unwrapped for another', async () => {
  const { kms } = remote();
  const store = memory();
  const keys = new DataKeys({ kms, store });
  const [a, b] = [owner(), owner()];
  const sealed = (await keys.of(a)).seal('sk_live_1', context(a));
  const ofB = await keys.of(b);
  expect(() => ofB.open(sealed, context(a))).toThrow('cannot be read');
  await expect(new DataKeys({ kms, store }).opened(b, store.kept.get(a))).rejects.toMatchObject({
    code: 'credential_unreadable',
  });
});

it('a KMS is asked once while a key is held, for all who want it at once, and again later', async () => {
  const { kms, unwrap } = remote();
  const keys = new DataKeys({ kms, store: memory(), keptMs: 40 });
  const of = owner();
  await Promise.all([keys.of(of), keys.of(of), keys.of(of)]);
  await keys.of(of);
  expect(unwrap).toHaveBeenCalledTimes(1);
  await sleep(60);
  await keys.of(of);
  expect(unwrap).toHaveBeenCalledTimes(2);
});

it('no more keys are held than it may', async () => {
  const { kms, unwrap } = remote();
  const keys = new DataKeys({ kms, store: memory(), maxKept: 2 });
  const owners = [owner(), owner(), owner()];
  for (const of of owners) await keys.of(of);
  await keys.of(owners[2]!);
  expect(unwrap).toHaveBeenCalledTimes(3);
  await keys.of(owners[0]!);
  expect(unwrap).toHaveBeenCalledTimes(4);
});

it('a KMS that fails, or does not answer in time, is an error to try again, and nothing is stored', async () => {
  const { kms, answers } = remote();
  const store = memory();
  const keys = new DataKeys({ kms, store, kmsMs: 20 });
  const of = owner();
  const away = { code: 'key_service_unavailable', retryable: true };
  answers(() => Promise.reject(new Error('ThrottlingException: arn:aws:kms:eu-west-1:1:key/2')));
  await expect(keys.of(of)).rejects.toMatchObject(away);
  await expect(keys.of(of)).rejects.toThrow(/^The key management service is away. Try again.$/);
  answers(() => new Promise(() => {}));
  await expect(keys.of(of)).rejects.toMatchObject(away);
  expect(store.kept.size).toBe(0);
  answers(async () => {});
  expect(await keys.of(of)).toBeDefined();
});

it('a master key that is not there is named, and no other try helps', async () => {
  const store = memory();
  const of = owner();
  await new DataKeys({ kms: remote().kms, store }).of(of);
  const other = localKms([{ id: 'other', key: randomBytes(32) }]);
  const refused = new DataKeys({ kms: other, store }).of(of);
  await expect(refused).rejects.toMatchObject({ code: 'credential_unreadable', retryable: false });
  await expect(refused).rejects.toThrow('"master"');
});

it('of a deleted workspace nothing is sealed or opened any more', async () => {
  const store = { ...memory(), add: async () => undefined };
  const of = owner();
  const sealer = await new DataKeys({ kms: remote().kms, store }).of(of);
  expect(() => sealer.seal('sk_live_1', context(of))).toThrow('There is no such workspace.');
  expect(() => sealer.open(Buffer.alloc(60), context(of))).toThrow('was destroyed');
});
