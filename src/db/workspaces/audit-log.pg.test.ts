import { describe, expect } from 'vitest';
import { emptyWorkspace } from '../../../test/support/seed.ts';
import { workspaceTest as it } from '../../../test/support/workspace-test.ts';
import { appRole } from '../roles.ts';

const entry = (action: string) => ({ actor: 'platform', action, target: 'stripe' });

describe('auditLog', () => {
  it('is read page by page, newest first, by its own workspace only', async ({ db, inWorkspace }) => {
    const other = await emptyWorkspace(db);
    await inWorkspace(async ({ auditLog }) => {
      for (const action of ['one', 'two', 'three']) await auditLog.append(entry(action));
    });
    const read = (after?: string) => inWorkspace(({ auditLog }) => auditLog.list({ limit: 2, after }));
    const first = await read();
    expect(first.map(({ action }) => action)).toEqual(['three', 'two']);
    expect((await read(first[1]?.id)).map(({ action }) => action)).toEqual(['one']);
    expect(await db.inWorkspace(other, ({ auditLog }) => auditLog.list({ limit: 10 }))).toEqual([]);
  });

  it.for(['update audit_log set actor = $$nobody$$', 'delete from audit_log'])(
    'cannot be rewritten by the role of the application: %s',
    async (statement, { owner }) => {
      await owner.query(`begin; set local role ${appRole}`);
      await expect(owner.query(statement)).rejects.toMatchObject({ code: '42501' });
      await owner.query('rollback');
    },
  );
});
