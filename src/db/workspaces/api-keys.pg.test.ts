import { describe, expect } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';

const key = (name: string) =>
  ({ name, role: 'owner', keyHash: Buffer.from(`hash of ${name}`), keyHint: name }) as const;

describe('apiKeys', () => {
  it('finds a key by its hash until it is revoked', async ({ inWorkspace }) => {
    const made = await inWorkspace((ws) => ws.apiKeys.create(key('one')));
    const find = () => inWorkspace((ws) => ws.apiKeys.findValid(made.keyHash));
    expect((await find())?.key).toEqual(made);
    expect(await inWorkspace((ws) => ws.apiKeys.revoke(made.id))).toMatchObject({ name: 'one' });
    expect(await find()).toBeUndefined();
    expect(await inWorkspace((ws) => ws.apiKeys.revoke(made.id))).toBeUndefined();
  });

  it('does not find a key that has expired, nor one of a deleted workspace', async ({ inWorkspace }) => {
    const find = ({ keyHash }: { keyHash: Buffer }) => inWorkspace((ws) => ws.apiKeys.findValid(keyHash));
    const in2030 = new Date('2030-01-01T00:00:00Z');
    const [expired, other] = await inWorkspace(async ({ apiKeys }) => [
      await apiKeys.create({ ...key('one'), expiresAt: new Date(Date.now() - 1) }),
      await apiKeys.create({ ...key('two'), expiresAt: in2030 }),
    ]);
    expect(await find(expired)).toBeUndefined();
    expect(await find(other)).toMatchObject({
      key: { expiresAt: in2030 },
      workspace: { requestsAtOnce: null },
    });
    expect(await inWorkspace(({ apiKeys }) => apiKeys.countLive())).toBe(1);
    await inWorkspace(({ record }) => record.delete());
    expect(await find(other)).toBeUndefined();
  });

  it('notes the hour of the last use', async ({ inWorkspace }) => {
    const made = await inWorkspace((ws) => ws.apiKeys.create(key('one')));
    expect(made.lastUsedAt).toBeNull();
    await inWorkspace((ws) => ws.apiKeys.markUsed(made.id));
    const [used] = await inWorkspace((ws) => ws.apiKeys.list({ limit: 1 }));
    expect(used!.lastUsedAt!.getTime() % 3_600_000).toBe(0);
    expect(Math.abs(Date.now() - used!.lastUsedAt!.getTime())).toBeLessThan(2 * 3_600_000);
  });

  it('lists revoked keys too, newest first', async ({ inWorkspace }) => {
    await inWorkspace(async (ws) => {
      const first = await ws.apiKeys.create(key('one'));
      await ws.apiKeys.create(key('two'));
      await ws.apiKeys.revoke(first.id);
    });
    const listed = await inWorkspace((ws) => ws.apiKeys.list({ limit: 10 }));
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
    expect((await inWorkspace((ws) => ws.apiKeys.findValid(made.keyHash)))?.key).toEqual(made);
  });
});
