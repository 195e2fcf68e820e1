import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { connect } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import { connectionKey } from '../../domain/connection.ts';
import { listenForChanges } from './change-notices.ts';

const until = async (condition: () => boolean) => {
  for (const deadline = Date.now() + 10_000; !condition() && Date.now() < deadline;) await sleep(10);
  expect(condition()).toBe(true);
};

const it = workspaceTest
  /** One listener for the file, and all its reports. */
  .extend('listener', { scope: 'file' }, async ({ database }, { onCleanup }) => {
    const changes = listenForChanges({ url: database.url, applicationName: 'test listener' });
    onCleanup(() => changes.close());
    const said = { changed: [] as string[], missed: 0 };
    changes.subscribe({
      connectionChanged: (connection) => said.changed.push(connectionKey(connection)),
      accessChanged: (workspace) => said.changed.push(workspace),
      missed: () => (said.missed += 1),
    });
    await until(() => changes.listening);
    return { changes, said };
  })
  /** The changes that the listener reports for `change`. */
  .extend('heardOf', ({ owner, listener: { said } }) => {
    const heardAll = async () => {
      const last = `${randomUUID()}:stripe`;
      await owner.query(`notify payment_config_changed, '${last}'`);
      await until(() => said.changed.at(-1) === last);
      return said.changed.splice(0).slice(0, -1);
    };
    return async (change: () => Promise<unknown>) => {
      await heardAll();
      await change();
      return await heardAll();
    };
  });

describe('listenForChanges', () => {
  it('reports when a connection appears, gets other secrets, is switched off and on', async ({
    workspace,
    inWorkspace,
    heardOf,
  }) => {
    const expected = [`${workspace}:stripe`];
    const webhookSecretEncrypted = Buffer.from('secret');
    expect(await heardOf(() => inWorkspace((ws) => connect(ws)))).toEqual(expected);
    expect(
      await heardOf(() =>
        inWorkspace((ws) => ws.paymentConfigs.update('stripe', { webhookSecretEncrypted })),
      ),
    ).toEqual(expected);
    expect(await heardOf(() => inWorkspace((ws) => ws.paymentConfigs.deactivateAll()))).toEqual(expected);
    expect(await heardOf(() => inWorkspace((ws) => connect(ws)))).toEqual(expected);
  });

  it('does not report changes that do not concern webhooks, such as those of each sync', async ({
    inWorkspace,
    heardOf,
  }) => {
    await inWorkspace((ws) => connect(ws));
    const syncEnds = () => inWorkspace((ws) => ws.paymentConfigs.recordSync('stripe', 'active'));
    expect(await heardOf(syncEnds)).toEqual([]);
  });

  it('reports a workspace whose key has ended or which was renamed or deleted, and not the use of a key', async ({
    workspace,
    inWorkspace,
    heardOf,
  }) => {
    const key = { name: 'a', role: 'owner', keyHint: 'a', expiresAt: null } as const;
    const make = (hash: string) =>
      inWorkspace((ws) => ws.apiKeys.create({ ...key, keyHash: Buffer.from(hash) }));
    const [one, other] = [await make('one'), await make('other')];
    expect(await heardOf(() => inWorkspace((ws) => ws.apiKeys.markUsed(one.id)))).toEqual([]);
    expect(await heardOf(() => inWorkspace((ws) => ws.apiKeys.revoke(one.id)))).toEqual([workspace]);
    expect(await heardOf(() => inWorkspace((ws) => ws.apiKeys.revoke(other.id)))).toEqual([workspace]);
    const limits = { requestsPerSecond: 1, requestsAtOnce: null };
    expect(await heardOf(() => inWorkspace((ws) => ws.record.limit(limits)))).toEqual([workspace]);
    expect(await heardOf(() => inWorkspace((ws) => ws.record.delete()))).toEqual([workspace]);
  });

  it('connects again when its connection is ended, and reports that changes may have been missed', async ({
    workspace,
    owner,
    inWorkspace,
    listener: { changes, said },
    heardOf,
  }) => {
    await inWorkspace((ws) => connect(ws));
    const before = said.missed;
    await owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test listener'`,
    );
    await until(() => said.missed >= before + 2 && changes.listening);
    expect(await heardOf(() => inWorkspace((ws) => ws.paymentConfigs.deactivateAll()))).toEqual([
      `${workspace}:stripe`,
    ]);
  });
});

it('keeps trying if there is no database, and ends when it is closed', async () => {
  let lost = 0;
  const nowhere = listenForChanges({
    url: 'postgres://x:x@127.0.0.1:1/x',
    applicationName: 'test',
    onLost: () => (lost += 1),
  });
  await until(() => lost >= 2);
  expect(nowhere.listening).toBe(false);
  await nowhere.close();
});
