import { expect } from 'vitest';
import { activityTest } from '../../../test/support/activities/activity-test.ts';
import { noQuotas } from '../../domain/limits/quotas.ts';

const it = activityTest.override('spec', { customers: 600, latency: { fixedMs: 150 } });

it('a listing ends with the quota of rows, keeps what it has, and goes on with a larger one', async ({
  list,
  inWorkspace,
}) => {
  await list('customers');
  const rows = await inWorkspace(({ usage }) => usage.rows());
  expect(rows).toBe(600);
  await inWorkspace(({ record }) => record.setQuotas({ ...noQuotas, rows: 600 }));
  await expect(list('products')).rejects.toMatchObject({
    code: 'quota_exceeded',
    message: 'The workspace has used its quota of 600 rows.',
  });
  expect(await inWorkspace(({ usage }) => usage.rows())).toBe(600);
  await inWorkspace(({ record }) => record.setQuotas({ ...noQuotas, rows: 601 }));
  await expect(list('products')).resolves.toMatchObject({ blocked: null });
});

it('a listing has no more readers than the quota', async ({ list, inWorkspace, account }) => {
  await inWorkspace(({ record }) => record.setQuotas({ ...noQuotas, readers: 1 }));
  await list('customers');
  const lists = account.requests.list().filter(({ path }) => path === '/v1/customers');
  expect(lists.length).toBeGreaterThan(5);
  for (const [i, { started }] of lists.entries())
    expect(started).toBeGreaterThanOrEqual(lists[i - 1]?.ended ?? 0);
});
