import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../../../dev/paths.ts';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { databaseTest } from '../../../test/support/workspace-test.ts';
import type { Connection } from '../../domain/connection.ts';
import { platformScope } from '../../domain/ids.ts';
import { openCredentials, sealCredentials } from '../../security/credentials.ts';
import { createKeyring, type Keyring } from '../../security/keyring.ts';
import { newSigningSecret, sealSigningSecret, signerOf } from '../../security/signing-secrets.ts';
import { openSecrets, sealSecrets } from '../webhook-endpoints/webhook-secrets.ts';
import { resealCredentials } from './reseal-credentials.ts';

const keys = ['old', 'lost', 'new'].map((id) => ({ id, key: randomBytes(32) }));
const [old, lost, fresh] = keys as [(typeof keys)[0], (typeof keys)[0], (typeof keys)[0]];
const before = createKeyring([old]);
const turning = createKeyring([fresh, old]);
const after = createKeyring([fresh]);
const caller = { actor: 'command:keys:rotate', requestId: null, remoteAddress: null };

const it = databaseTest
  /** Makes a connection whose values this ring sealed. */
  .extend('connect', ({ db }) => async (keyring: Keyring): Promise<Connection> => {
    const connection = { workspaceId: await emptyWorkspace(db), provider: 'stripe' } as const;
    await db.inWorkspace(connection.workspaceId, async (ws) => {
      await ws.paymentConfigs.connect({
        providerName: 'stripe',
        credentialsEncrypted: sealCredentials(keyring, connection, { api_key: connection.workspaceId }),
        credentialsHint: '0000',
        accountId: `acct_${randomUUID()}`,
        accountCreatedAt: null,
        livemode: false,
        webhookUrl: null,
      });
      const secret = { secret: `whsec_${connection.workspaceId}`, endpointId: null, validUntil: null };
      await ws.paymentConfigs.update('stripe', {
        webhookSecretEncrypted: sealSecrets(keyring, connection, [secret]),
      });
    });
    return connection;
  })
  /** What this ring can open of a connection. */
  .extend('opened', ({ db }) => async (connection: Connection, keyring: Keyring) => {
    const row = (await db.inWorkspace(connection.workspaceId, (ws) => ws.paymentConfigs.get('stripe')))!;
    return {
      key: openCredentials(keyring, connection, row.credentialsEncrypted)['api_key'],
      secret: openSecrets(keyring, connection, row.webhookSecretEncrypted)[0]?.secret,
    };
  })
  .extend(
    'log',
    ({ db }) =>
      ({ workspaceId }: Connection) =>
        db.inWorkspace(workspaceId, (ws) => ws.auditLog.list({ limit: 10 })),
  );

const whole = ({ workspaceId }: Connection) => ({ key: workspaceId, secret: `whsec_${workspaceId}` });

it('every value of every workspace is sealed with the first key, and the audit log says so', async ({
  db,
  connect,
  opened,
  log,
}) => {
  const connections: Connection[] = [];
  for (let n = 0; n < 7; n++) connections.push(await connect(before));
  const deleted = await connect(before);
  await db.inWorkspace(deleted.workspaceId, (ws) => ws.record.delete());

  const batches: number[] = [];
  const done = await resealCredentials({ db, keyring: turning }, caller, {
    batch: 3,
    onProgress: (connections) => batches.push(connections),
  });
  expect(done).toEqual({ owners: 8, unreadable: [], left: new Map([['new', 16]]) });
  expect(batches).toEqual([3, 6]);
  for (const connection of [...connections, deleted]) {
    expect(await opened(connection, after)).toEqual(whole(connection));
    expect(await log(connection)).toMatchObject([
      { ...caller, action: 'payment_provider.credentials_resealed', details: { from: ['old'], to: 'new' } },
    ]);
  }
});

it('so are the secrets that sign webhooks, those of the platform too', async ({ db }) => {
  const message = { id: 'msg_1', timestamp: 1, body: '{}' };
  for (const owner of [await emptyWorkspace(db), platformScope]) {
    const sealed = sealSigningSecret(before, owner, newSigningSecret(), {
      sealed: null,
      overlapMs: 0,
      now: 0,
    });
    const { id } = await db.inWorkspace(owner, (ws) =>
      ws.receivers.create({ url: 'https://a.test', description: '', types: null, secretsEncrypted: sealed }),
    );
    const { owners } = await resealCredentials({ db, keyring: turning }, caller);
    expect(owners).toBe(1);
    const row = (await db.inWorkspace(owner, (ws) => ws.receivers.get(id)))!;
    const signed = signerOf(after, owner, row.secretsEncrypted, 0)(message);
    expect(signed).toBe(signerOf(before, owner, sealed, 0)(message));
    const [entry] = await db.inWorkspace(owner, (ws) => ws.auditLog.list({ limit: 1 }));
    expect(entry).toMatchObject({ action: 'webhook_endpoint.secrets_resealed', details: { from: ['old'] } });
    await db.inWorkspace(owner, (ws) => ws.receivers.deleteAll());
  }
});

it('a run that was ended in the middle is taken up by the next, which leaves what is done alone', async ({
  db,
  connect,
  opened,
  log,
}) => {
  const connections: Connection[] = [];
  for (let n = 0; n < 4; n++) connections.push(await connect(before));
  const ended = resealCredentials({ db, keyring: turning }, caller, {
    batch: 2,
    onProgress: () => {
      throw new Error('ended');
    },
  });
  await expect(ended).rejects.toThrow('ended');
  const { owners: rest } = await resealCredentials({ db, keyring: turning }, caller);
  expect(rest).toBe(2);
  expect((await resealCredentials({ db, keyring: turning }, caller)).owners).toBe(0);
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
  const resealing = new AbortController();
  const reading = (async () => {
    let reads = 0;
    while (!resealing.signal.aborted) {
      for (const connection of connections) {
        expect(await opened(connection, turning)).toEqual(whole(connection));
        reads++;
      }
    }
    return reads;
  })();
  const credentialsEncrypted = sealCredentials(turning, replaced, { api_key: replaced.workspaceId });
  const [done] = await Promise.all([
    resealCredentials({ db, keyring: turning }, caller, { batch: 1 }),
    db.inWorkspace(replaced.workspaceId, (ws) =>
      ws.paymentConfigs.update('stripe', { credentialsEncrypted }),
    ),
  ]);
  resealing.abort();
  expect(await reading).toBeGreaterThan(0);
  expect(done.owners).toBe(20);
  for (const connection of connections) expect(await opened(connection, after)).toEqual(whole(connection));
});

it('what the ring cannot open stays as it is, is named without any part of it, and holds up no other', async ({
  db,
  connect,
  opened,
}) => {
  const unreadable = await connect(createKeyring([lost]));
  const readable = await connect(before);
  const done = await resealCredentials({ db, keyring: turning }, caller, { batch: 1 });
  expect(done.unreadable).toEqual([
    { owner: unreadable, reason: expect.stringContaining('CREDENTIAL_KEYS has no key named "lost"') },
  ]);
  expect(done.left.get('lost')).toBe(2);
  expect(await opened(unreadable, createKeyring([lost]))).toEqual(whole(unreadable));
  expect(await opened(readable, after)).toEqual(whole(readable));
});

it('the command says what each key seals, and exits 1 while a value cannot be opened', async ({
  database,
  connect,
}) => {
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
  const left = await connect(createKeyring([lost]));
  await connect(before);
  const refused = await run(fresh, old);
  expect(refused).toMatchObject({ code: 1, says: expect.stringContaining(`workspace ${left.workspaceId}`) });
  expect(refused.says).toContain('values are sealed with "lost", which CREDENTIAL_KEYS lacks');
  expect(refused.says).toContain('nothing is sealed with "old": it can be taken out of CREDENTIAL_KEYS');
  const whole = await run(fresh, lost);
  expect(whole).toMatchObject({ code: 0, says: expect.stringContaining('nothing is sealed with "lost"') });
});
