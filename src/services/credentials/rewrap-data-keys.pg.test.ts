import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../../dev/paths.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import type { Connection } from '../../domain/connection.ts';
import { platformScope } from '../../domain/ids.ts';
import { openDataKeys } from '../../processes/open-data-keys.ts';
import { openCredentials, sealCredentials } from '../../security/credentials.ts';
import type { Kms } from '../../security/kms/kms.ts';
import { localKms } from '../../security/kms/local-kms.ts';
import { newSigningSecret, sealSigningSecret, signerOf } from '../../security/signing-secrets.ts';
import { openSecrets, sealSecrets } from '../webhook-endpoints/webhook-secrets.ts';
import { rewrapDataKeys } from './rewrap-data-keys.ts';

const keys = ['old', 'lost', 'new'].map((id) => ({ id, key: randomBytes(32) }));
const [old, lost, fresh] = keys as [(typeof keys)[0], (typeof keys)[0], (typeof keys)[0]];
const before = localKms([old]);
const turning = localKms([fresh, old]);
const after = localKms([fresh]);
const caller = { actor: 'command:keys:rotate', requestId: null, remoteAddress: null };

const it = databaseTest
  /** Makes a connection of a workspace whose data key is wrapped by this KMS. */
  .extend('connect', ({ db }) => async (kms: Kms): Promise<Connection> => {
    const connection = { workspaceId: await emptyWorkspace(db), provider: 'stripe' } as const;
    const sealer = await openDataKeys(db, kms).of(connection.workspaceId);
    await db.inWorkspace(connection.workspaceId, async (ws) => {
      await ws.paymentConfigs.connect({
        providerName: 'stripe',
        credentialsEncrypted: sealCredentials(sealer, connection, { api_key: connection.workspaceId }),
        credentialsHint: '0000',
        accountId: `acct_${randomUUID()}`,
        accountCreatedAt: null,
        livemode: false,
        webhookUrl: null,
      });
      const secret = { secret: `whsec_${connection.workspaceId}`, endpointId: null, validUntil: null };
      await ws.paymentConfigs.update('stripe', {
        webhookSecretEncrypted: sealSecrets(sealer, connection, [secret]),
      });
    });
    return connection;
  })
  /** What a process that has just started with this KMS can open of a connection. */
  .extend('opened', ({ db }) => async (connection: Connection, kms: Kms) => {
    const row = (await db.inWorkspace(connection.workspaceId, (ws) => ws.paymentConfigs.get('stripe')))!;
    const sealer = await openDataKeys(db, kms).of(connection.workspaceId);
    return {
      key: openCredentials(sealer, connection, row.credentialsEncrypted)['api_key'],
      secret: openSecrets(sealer, connection, row.webhookSecretEncrypted)[0]?.secret,
    };
  })
  .extend(
    'log',
    ({ db }) =>
      ({ workspaceId }: Connection) =>
        db.inWorkspace(workspaceId, (ws) => ws.auditLog.list({ limit: 10 })),
  );

const whole = ({ workspaceId }: Connection) => ({ key: workspaceId, secret: `whsec_${workspaceId}` });

it('every data key is wrapped with the first key, no sealed value changes, and the audit log says so', async ({
  db,
  connect,
  opened,
  log,
}) => {
  const connections: Connection[] = [];
  for (let n = 0; n < 8; n++) connections.push(await connect(before));
  const sealedOf = ({ workspaceId }: Connection) =>
    db.inWorkspace(workspaceId, async (ws) => (await ws.paymentConfigs.get('stripe'))!.credentialsEncrypted);
  const sealed = await Promise.all(connections.map(sealedOf));

  const batches: number[] = [];
  const done = await rewrapDataKeys({ db, kms: turning }, caller, {
    batch: 3,
    onProgress: (workspaces) => batches.push(workspaces),
  });
  expect(done).toEqual({ workspaces: 8, unreadable: [], left: new Map([['new', 8]]) });
  expect(batches).toEqual([3, 6]);
  expect(await Promise.all(connections.map(sealedOf))).toEqual(sealed);
  for (const connection of connections) {
    expect(await opened(connection, after)).toEqual(whole(connection));
    expect(await log(connection)).toMatchObject([
      { ...caller, action: 'workspace.data_key_rewrapped', details: { from: 'old', to: 'new' } },
    ]);
  }
});

it('so is the key of the secrets that sign webhooks, the platform’s too', async ({ db }) => {
  const message = { id: 'msg_1', timestamp: 1, body: '{}' };
  const empty = { sealed: null, overlapMs: 0, now: 0 };
  for (const owner of [await emptyWorkspace(db), platformScope]) {
    const sealer = await openDataKeys(db, before).of(owner);
    const sealed = sealSigningSecret(sealer, owner, newSigningSecret(), empty);
    const { workspaces } = await rewrapDataKeys({ db, kms: turning }, caller);
    expect(workspaces).toBe(1);
    const later = await openDataKeys(db, after).of(owner);
    expect(signerOf(later, owner, sealed, 0)(message)).toBe(signerOf(sealer, owner, sealed, 0)(message));
    const [entry] = await db.inWorkspace(owner, (ws) => ws.auditLog.list({ limit: 1 }));
    expect(entry).toMatchObject({ action: 'workspace.data_key_rewrapped', details: { from: 'old' } });
  }
  await db.inWorkspace(platformScope, (ws) => ws.dataKey.destroy());
});

it('a run that was ended in the middle is taken up by the next, which leaves what is done alone', async ({
  db,
  connect,
  opened,
  log,
}) => {
  const connections: Connection[] = [];
  for (let n = 0; n < 4; n++) connections.push(await connect(before));
  const ended = rewrapDataKeys({ db, kms: turning }, caller, {
    batch: 2,
    onProgress: () => {
      throw new Error('ended');
    },
  });
  await expect(ended).rejects.toThrow('ended');
  expect((await rewrapDataKeys({ db, kms: turning }, caller)).workspaces).toBe(2);
  expect((await rewrapDataKeys({ db, kms: turning }, caller)).workspaces).toBe(0);
  for (const connection of connections) {
    expect(await opened(connection, after)).toEqual(whole(connection));
    expect(await log(connection)).toHaveLength(1);
  }
});

it('credentials and secrets can be opened and replaced at any moment of it', async ({
  db,
  connect,
  opened,
}) => {
  const connections: Connection[] = [];
  for (let n = 0; n < 20; n++) connections.push(await connect(before));
  const [replaced] = connections as [Connection];
  const rewrapping = new AbortController();
  const reading = (async () => {
    let reads = 0;
    while (!rewrapping.signal.aborted) {
      for (const connection of connections) {
        expect(await opened(connection, turning)).toEqual(whole(connection));
        reads++;
      }
    }
    return reads;
  })();
  const sealer = await openDataKeys(db, before).of(replaced.workspaceId);
  const credentialsEncrypted = sealCredentials(sealer, replaced, { api_key: replaced.workspaceId });
  const [done] = await Promise.all([
    rewrapDataKeys({ db, kms: turning }, caller, { batch: 1 }),
    db.inWorkspace(replaced.workspaceId, (ws) =>
      ws.paymentConfigs.update('stripe', { credentialsEncrypted }),
    ),
  ]);
  rewrapping.abort();
  expect(await reading).toBeGreaterThan(0);
  expect(done.workspaces).toBe(20);
  for (const connection of connections) expect(await opened(connection, after)).toEqual(whole(connection));
});

it('a data key that cannot be unwrapped stays as it is, is named, and holds up no other', async ({
  db,
  connect,
  opened,
}) => {
  const unreadable = await connect(localKms([lost]));
  const readable = await connect(before);
  const done = await rewrapDataKeys({ db, kms: turning }, caller, { batch: 1 });
  expect(done.unreadable).toEqual([
    {
      workspaceId: unreadable.workspaceId,
      reason: expect.stringContaining('CREDENTIAL_KEYS has no key named "lost"'),
    },
  ]);
  expect(done.left.get('lost')).toBe(1);
  expect(await opened(unreadable, localKms([lost]))).toEqual(whole(unreadable));
  expect(await opened(readable, after)).toEqual(whole(readable));
});

it('a backup opens nothing of a deleted workspace once its master key is gone, and all of a living one', async ({
  db,
  connect,
}) => {
  const deleted = await connect(before);
  const living = await connect(before);
  const backup = async ({ workspaceId }: Connection) =>
    await db.inWorkspace(workspaceId, async (ws) => ({
      dataKey: (await ws.dataKey.get())!,
      sealed: (await ws.paymentConfigs.get('stripe'))!.credentialsEncrypted,
    }));
  const ofDeleted = await backup(deleted);
  const ofLiving = await backup(living);
  await db.inWorkspace(deleted.workspaceId, async (ws) => {
    await ws.record.delete();
    await ws.dataKey.destroy();
  });
  await rewrapDataKeys({ db, kms: turning }, caller);
  const never = openDataKeys(db, after).opened(deleted.workspaceId, ofDeleted.dataKey);
  await expect(never).rejects.toMatchObject({ code: 'credential_unreadable' });
  const sealer = await openDataKeys(db, after).of(living.workspaceId);
  expect(openCredentials(sealer, living, ofLiving.sealed)['api_key']).toBe(living.workspaceId);
});

it(
  'the command says what each key wraps, and exits 1 while a data key cannot be unwrapped',
  {
    // It starts two processes.
    timeout: 120_000,
  },
  async ({ database, connect }) => {
    const run = (...ring: { id: string; key: Buffer }[]) =>
      new Promise<{ code: unknown; says: string }>((resolve) => {
        const env = {
          PATH: process.env['PATH'],
          DATABASE_URL: database.url,
          CREDENTIAL_KEYS: ring.map(({ id, key }) => `${id}:${key.toString('base64')}`).join(','),
        };
        execFile(process.execPath, [join(projectRoot, 'src', 'rotate-keys.ts')], { env }, (error, out, err) =>
          resolve({ code: error?.code ?? 0, says: `${out}${err}` }),
        );
      });
    const left = await connect(localKms([lost]));
    await connect(before);
    const refused = await run(fresh, old);
    expect(refused).toMatchObject({
      code: 1,
      says: expect.stringContaining(`workspace ${left.workspaceId}`),
    });
    expect(refused.says).toContain('data keys are wrapped with "lost", which CREDENTIAL_KEYS lacks');
    expect(refused.says).toContain('nothing is wrapped with "old": it can be taken out of CREDENTIAL_KEYS');
    const whole = await run(fresh, lost);
    expect(whole).toMatchObject({ code: 0, says: expect.stringContaining('nothing is wrapped with "lost"') });
  },
);
