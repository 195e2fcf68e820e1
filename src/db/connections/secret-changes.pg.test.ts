import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';
import { listenForSecretChanges, type SecretChanges } from './secret-changes.ts';
import { connectionKey } from '../../domain/connection.ts';

let clone: TestDatabase;
let db: Database;
let changes: SecretChanges;
let workspace: WorkspaceId;
const heard: string[] = [];
let missed = 0;

const until = async (condition: () => boolean) => {
  for (const deadline = Date.now() + 10_000; !condition() && Date.now() < deadline;) await sleep(10);
  expect(condition()).toBe(true);
};
const account = {
  providerName: 'stripe',
  credentialsEncrypted: Buffer.from('sealed'),
  credentialsHint: '1234',
  accountId: 'acct_1',
  accountCreatedAt: null,
  livemode: false,
  webhookUrl: null,
} as const;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
  workspace = (await db.asSystem('create workspace', (system) => system.workspaces.create('w'))).id;
  changes = listenForSecretChanges({ url: clone.url, applicationName: 'test listener' });
  changes.subscribe({
    changed: (connection) => heard.push(connectionKey(connection)),
    missed: () => (missed += 1),
  });
  await until(() => changes.listening);
});
afterAll(async () => {
  await Promise.allSettled([changes.close(), db.close()]);
  await clone.drop();
});

/** What is heard of a change, once everything before it was heard too. */
async function heardOf(change: (at: Database) => Promise<unknown>): Promise<string[]> {
  heard.length = 0;
  await change(db);
  const client = new pg.Client({ connectionString: clone.url });
  await client.connect();
  await client.query(`notify payment_config_changed, '00000000-0000-0000-0000-000000000000:stripe'`);
  await client.end();
  await until(() => heard.at(-1)?.startsWith('00000000') === true);
  return heard.slice(0, -1);
}

describe('listenForSecretChanges', () => {
  it('hears when a connection appears, gets other secrets, is switched off and on', async () => {
    const expected = [`${workspace}:stripe`];
    const configs = <T>(work: (ws: Parameters<Parameters<Database['inWorkspace']>[1]>[0]) => Promise<T>) =>
      heardOf((at) => at.inWorkspace(workspace, work));
    expect(await configs((ws) => ws.paymentConfigs.connect(account))).toEqual(expected);
    const webhookSecretEncrypted = Buffer.from('secret');
    expect(await configs((ws) => ws.paymentConfigs.update('stripe', { webhookSecretEncrypted }))).toEqual(
      expected,
    );
    expect(await configs((ws) => ws.paymentConfigs.deactivateAll())).toEqual(expected);
    expect(await configs((ws) => ws.paymentConfigs.connect(account))).toEqual(expected);
  });

  it('hears nothing of what has no bearing on webhooks, as each sync writes it', async () => {
    expect(
      await heardOf((at) =>
        at.inWorkspace(workspace, (ws) => ws.paymentConfigs.recordSync('stripe', 'active')),
      ),
    ).toEqual([]);
  });

  it('connects again when its connection is ended, and says that something may have been missed', async () => {
    const before = missed;
    const client = new pg.Client({ connectionString: clone.url });
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test listener'`,
    );
    await client.end();
    await until(() => missed >= before + 2 && changes.listening);
    expect(
      await heardOf((at) => at.inWorkspace(workspace, (ws) => ws.paymentConfigs.deactivateAll())),
    ).toEqual([`${workspace}:stripe`]);
  });
});

it('goes on trying where there is no database, and ends when it is closed', async () => {
  let lost = 0;
  const nowhere = listenForSecretChanges({
    url: 'postgres://x:x@127.0.0.1:1/x',
    applicationName: 'test',
    onLost: () => (lost += 1),
  });
  await until(() => lost >= 2);
  expect(nowhere.listening).toBe(false);
  await nowhere.close();
});
