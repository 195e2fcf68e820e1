import { expect } from 'vitest';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';
import { workspaceId } from '../../domain/ids.ts';

it('a deleted workspace is gone from everywhere, and another one stays', async ({ db }) => {
  const [one, other] = await db.asSystem('create workspace', async ({ workspaces }) => [
    await workspaces.create('one'),
    await workspaces.create('other'),
  ]);
  expect(await db.inWorkspace(one.id, ({ record }) => record.get())).toEqual(one);
  expect(await db.inWorkspace(one.id, ({ record }) => record.delete())).toBe(true);
  expect(await db.inWorkspace(one.id, ({ record }) => record.delete())).toBe(false);
  expect(await db.inWorkspace(one.id, ({ record }) => record.get())).toBeUndefined();
  expect(await db.asSystem('list workspaces', ({ workspaces }) => workspaces.list({ limit: 10 }))).toEqual([
    other,
  ]);
});

it('a workspace that never existed is not found', async ({ db }) => {
  const nobody = workspaceId('0190aaaa-0000-7000-8000-000000000001');
  expect(await db.inWorkspace(nobody, ({ record }) => record.get())).toBeUndefined();
});
