import { describe, expect } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';

const key = (name: string) =>
  ({ name, role: 'owner', keyHash: Buffer.from(`hash of ${name}`), keyHint: name }) as const;

describe('apiKeys', () => {
  it('finds a key by its hash until it is revoked', async ({ inWorkspace }) => {
    const made = await inWorkspace((ws) => ws.apiKeys.create(key('one')));
    const find = () => inWorkspace((ws) => ws.apiKeys.findValid(made.keyHash));
    expect(await find()).toEqual(made);
    expect(await inWorkspace((ws) => ws.apiKeys.revoke(made.id))).toMatchObject({ name: 'one' });
    expect(await find()).toBeUndefined();
    expect(await inWorkspace((ws) => ws.apiKeys.revoke(made.id))).toBeUndefined();
  });

  it('lists revoked keys too, newest first', async ({ inWorkspace }) => {
    await inWorkspace(async (ws) => {
      const first = await ws.apiKeys.create(key('one'));
      await ws.apiKeys.create(key('two'));
      await ws.apiKeys.revoke(first.id);
    });
    const listed = await inWorkspace((ws) => ws.apiKeys.list());
    expect(listed.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ['two', false],
      ['one', true],
    ]);
  });

  it('neither finds nor revokes the key of another workspace', async ({ db, inWorkspace }) => {
    const made = await inWorkspace((ws) => ws.apiKeys.create(key('one')));
    const other = await emptyWorkspace(db);
    expect(await db.inWorkspace(other, (ws) => ws.apiKeys.findValid(made.keyHash))).toBeUndefined();
    expect(await db.inWorkspace(other, (ws) => ws.apiKeys.revoke(made.id))).toBeUndefined();
    await db.inWorkspace(other, (ws) => ws.apiKeys.revokeAll());
    expect(await inWorkspace((ws) => ws.apiKeys.findValid(made.keyHash))).toEqual(made);
  });
});
