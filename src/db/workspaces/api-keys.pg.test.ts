import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { openDatabase, type Database } from '../database.ts';

let clone: TestDatabase;
let db: Database;
let workspace: WorkspaceId;

const newWorkspace = async () => (await db.asSystem('create workspace', (s) => s.workspaces.create('w'))).id;
const key = (name: string) =>
  ({ name, role: 'owner', keyHash: Buffer.from(`hash of ${name}`), keyHint: name }) as const;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
});
beforeEach(async () => {
  workspace = await newWorkspace();
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

describe('apiKeys', () => {
  it('finds a key by its hash until it is revoked', async () => {
    const made = await db.inWorkspace(workspace, (ws) => ws.apiKeys.create(key('one')));
    const find = () => db.inWorkspace(workspace, (ws) => ws.apiKeys.findValid(made.keyHash));
    expect(await find()).toEqual(made);
    expect(await db.inWorkspace(workspace, (ws) => ws.apiKeys.revoke(made.id))).toMatchObject({
      name: 'one',
    });
    expect(await find()).toBeUndefined();
    expect(await db.inWorkspace(workspace, (ws) => ws.apiKeys.revoke(made.id))).toBeUndefined();
  });

  it('lists revoked keys too, newest first', async () => {
    await db.inWorkspace(workspace, async (ws) => {
      const first = await ws.apiKeys.create(key('one'));
      await ws.apiKeys.create(key('two'));
      await ws.apiKeys.revoke(first.id);
    });
    const listed = await db.inWorkspace(workspace, (ws) => ws.apiKeys.list());
    expect(listed.map(({ name, revokedAt }) => [name, revokedAt !== null])).toEqual([
      ['two', false],
      ['one', true],
    ]);
  });

  it('neither finds nor revokes the key of another workspace', async () => {
    const made = await db.inWorkspace(workspace, (ws) => ws.apiKeys.create(key('one')));
    const other = await newWorkspace();
    expect(await db.inWorkspace(other, (ws) => ws.apiKeys.findValid(made.keyHash))).toBeUndefined();
    expect(await db.inWorkspace(other, (ws) => ws.apiKeys.revoke(made.id))).toBeUndefined();
    await db.inWorkspace(other, (ws) => ws.apiKeys.revokeAll());
    expect(await db.inWorkspace(workspace, (ws) => ws.apiKeys.findValid(made.keyHash))).toEqual(made);
  });
});
