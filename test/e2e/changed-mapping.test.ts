import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { entities, entityTypes } from '../../src/domain/entities/entities.ts';
import { wireName } from '../../src/domain/entities/entity.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type TestService } from '../support/service.ts';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.stop());

/** Leaves the tables as a release with other mappings would have: none of the typed columns was filled. */
async function forgetTypedColumns(workspaceId: WorkspaceId): Promise<void> {
  const client = new Client({ connectionString: service.config.database.url });
  await client.connect();
  const app = `set local role payment_sync_app; select set_config('app.workspace_id', '${workspaceId}', true)`;
  for (const entityType of entityTypes) {
    const columns = Object.keys(entities[entityType].columns).map((name) => `${wireName(name)} = null`);
    await client.query(`begin; ${app}; update ${entityType} set ${columns.join(', ')}; commit`);
  }
  await client.query(`
    begin; set local role payment_sync_system; update entity_mappings set digest = 'of the earlier release'; commit`);
  await client.end();
}

const versions = (workspaceId: WorkspaceId) =>
  service.db.inWorkspace(workspaceId, async (ws) => {
    const found = new Map<string, number>();
    for (const entityType of entityTypes)
      for (const row of await ws[entityType].list({ limit: 1_000 }))
        found.set(row.externalId, row.paymentSyncVersion);
    return found;
  });

test('rows from before a mapping changed are right after the next start of a worker, which asks the provider for nothing', async () => {
  const worker = await service.startWorker();
  const workspace = await service.connect({ customers: 150, products: 10, prices: 20, subscriptions: 60 });
  const { workspaceId, account } = workspace;
  await service.sync(workspaceId);
  await worker.stop();
  const [before, requests] = [await versions(workspaceId), account.requests.list().length];
  await forgetTypedColumns(workspaceId);
  await expect(expectCopyEqualsAccount(service, workspace)).rejects.toThrow('typed columns');

  await service.startWorker();
  await expect
    .poll(
      () =>
        expectCopyEqualsAccount(service, workspace).then(
          () => 'right',
          () => 'not yet',
        ),
      { timeout: 30_000 },
    )
    .toBe('right');
  expect(await versions(workspaceId)).toEqual(before);
  expect(account.requests.list()).toHaveLength(requests);
});
