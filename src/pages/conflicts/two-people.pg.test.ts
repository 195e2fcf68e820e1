import { expect } from 'vitest';
import { makeConflict } from '../../../test/support/pages/conflict.ts';
import { operatorTest } from '../../../test/support/pages/operator-test.ts';

const it = operatorTest.extend('conflict', async ({ api, workspace }) => {
  const { id, version } = await makeConflict(api.db, workspace, 'products', 'prod_1');
  const home = `/workspaces/${workspace}/conflicts`;
  const decision = { entity_type: 'products', version: String(version) };
  return { id, home, path: `${home}/${id}`, decision };
});

it('of two people who decide one conflict, the second is told who decided what and when, and changes nothing', async ({
  api,
  workspace,
  as,
  operator,
  conflict: { home, path, decision, id },
}) => {
  const other = await as(await api.key(workspace, 'operator'));
  await Promise.all([operator.look(home), other.look(home)]);
  expect((await operator.send(path, { ...decision, keep: 'local' })).text).toContain('our version now');
  await other.look(home);
  const second = await other.send(path, { ...decision, keep: 'provider' });
  expect(second.to).toBe(home);
  expect(second.text).toMatch(
    /The platform has decided this row already, at \d{4}-\S+ \S+ UTC: it has our version/,
  );
  const row = await api.db.inWorkspace(workspace, (ws) => ws.products.get(id));
  expect(row).toMatchObject({ livemode: false, paymentSyncStatus: 'pending' });
});

it('over the API the second gets the same as fields', async ({
  api,
  workspace,
  conflict: { id, decision },
}) => {
  const at = `/api/v1/workspaces/${workspace}/conflicts/${id}/resolve`;
  const body = (keep: string) => ({ ...decision, version: Number(decision.version), keep });
  const key = await api.key(workspace, 'operator');
  await api.request('POST', at, { key, body: body('provider') });
  const second = await api.request('POST', at, { key: api.adminKey, body: body('local') });
  expect(second).toMatchObject({
    status: 409,
    body: {
      code: 'not_in_conflict',
      details: { kept: 'provider', decided_by: expect.stringMatching(/^api_key:/) },
    },
  });
});

it('a row that changed by itself meanwhile is said to have changed', async ({
  api,
  workspace,
  operator,
  conflict: { home, path, decision },
}) => {
  await operator.look(home);
  const stale = { ...decision, version: String(Number(decision.version) - 1), keep: 'local' };
  expect((await operator.send(path, stale)).text).toContain('has changed since this page was shown');
  const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/conflicts`, {
    key: api.adminKey,
  });
  expect(body.conflicts).toHaveLength(1);
});
