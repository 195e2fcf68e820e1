import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type * as Simulator from '../../simulator/server.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';
import { copyTree, filesOf, type ChangedTree } from './changed-tree.ts';
import { addedLines, recipe } from './recipe.ts';

let tree: ChangedTree;
let deployment: Deployment;
let workspace: ConnectedWorkspace;
/** Synced by the project as it is, before the recipes. */
let before: ConnectedWorkspace;

/** One copy of the project with all recipes applied, as processes of its own. */
beforeAll(async () => {
  tree = await copyTree();
  for (const name of ['an entity', 'an endpoint', 'a column']) await tree.apply(await recipe(name));
  await tree.run('.bin/drizzle-kit', ['generate', '--name', 'recipes']);
  await tree.run('typescript/bin/tsc', ['-p', 'tsconfig.json']);
  const { startSimulator } = await tree.load<typeof Simulator>('simulator/server.ts');
  const simulator = await startSimulator();
  const service = await startTestService({ simulator });
  before = await syncedBefore(service);
  await tree.run('.bin/node', ['src/migrate.ts'], service.env);
  deployment = await startDeployment({ service, root: tree.root });
  await deployment.startWorker();
  workspace = await deployment.connect(
    { sizes: { customers: 3 } },
    { entity_types: ['customers', 'report_runs'] },
  );
  for (let made = 0; made < 250; made += 1) workspace.account.resource('report_runs').create({});
}, 240_000);
afterAll(async () => {
  await deployment?.stop();
  await tree?.remove();
});

async function syncedBefore(service: TestService): Promise<ConnectedWorkspace> {
  const worker = await service.startWorker();
  const connected = await service.connect({});
  connected.account.customers.create({ id: 'cus_vip', description: 'VIP' });
  const { status } = await service.sync(connected.workspaceId);
  expect(status).toBe('completed');
  await worker.stop();
  return connected;
}

const get = async (path: string, { workspaceId } = workspace) =>
  (await deployment.call('GET', `/api/v1/workspaces/${workspaceId}${path}`)).body;

/** Waits for what the product does by itself. */
const eventually = <T>(check: () => Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 100 });

it('each migration that a recipe needs is generated, not written', async () => {
  expect(await filesOf(tree, 'drizzle')).toContain('0002_recipes.sql');
});

it('an entity is one definition and one mapping, in under 60 lines together', async () => {
  const added = addedLines(await recipe('an entity'), /^src\//);
  expect(added.length).toBeGreaterThan(0);
  expect(added.length).toBeLessThan(60);
});

it('an entity that was added is listed, shown in progress and served', async () => {
  const id = await deployment.startSync(workspace.workspaceId, 'initial');
  const session = await eventually(async () => {
    const shown = await get(`/sync/sessions/${id}`);
    expect(shown.status).toBe('completed');
    return shown;
  });
  expect(session.progress.entities.report_runs).toMatchObject({
    state: 'complete',
    listed: 250,
    written: 250,
  });
  const { data } = await get('/report_runs?limit=100');
  expect(data).toHaveLength(100);
  const one = await get(`/report_runs/${data[0].external_id}`);
  expect(one).toMatchObject({
    report_type: 'balance.summary.1',
    status: 'succeeded',
    error: null,
    succeeded_at: '2027-01-15T08:00:00.000Z',
    payment_sync_status: 'synced',
    provider_data: { object: 'reporting.report_run' },
  });
});

it('an entity that was added follows its webhooks, and the next full sync finds what was deleted', async () => {
  const resource = workspace.account.resource('report_runs');
  const { id } = resource.create({ status: 'pending', succeeded_at: null });
  resource.update(id, { status: 'succeeded', succeeded_at: 1_800_000_000 });
  const shown = (fields: object) => async () =>
    expect(await get(`/report_runs/${id}?include_deleted=true`)).toMatchObject(fields);
  await eventually(shown({ status: 'succeeded', deleted_at: null }));
  resource.delete(id);
  await deployment.startSync(workspace.workspaceId, 'initial');
  await eventually(shown({ deleted_at: expect.any(String) }));
});

it('an entity that was added is in the API’s document, under its own name', async () => {
  const { body } = await deployment.call('GET', '/openapi.json');
  expect(Object.keys(body.paths)).toContain('/api/v1/workspaces/{workspace_id}/report_runs');
  expect(body.components.schemas.ReportRun.properties.report_type).toBeDefined();
});

it('an endpoint that was added answers, writes the audit log, and is in the API’s document with its role', async () => {
  const path = `/api/v1/workspaces/${workspace.workspaceId}`;
  const renamed = await deployment.call('PATCH', path, { name: 'Renamed' });
  expect(renamed).toMatchObject({ status: 200, body: { name: 'Renamed' } });
  expect(await get('')).toMatchObject({ name: 'Renamed' });
  const { entries } = await get('/audit-log');
  expect(entries[0]).toMatchObject({
    action: 'workspace.renamed',
    actor: 'platform',
    details: { name: 'Renamed' },
  });
  const refused = await deployment.call('PATCH', path, { name: '' });
  expect(refused).toMatchObject({ status: 400, body: { details: [{ in: 'body', field: 'name' }] } });
  const { body } = await deployment.call('GET', '/openapi.json');
  expect(body.paths['/api/v1/workspaces/{workspace_id}'].patch).toMatchObject({ 'x-role': 'owner' });
});

it('a column is a line, and one more for each provider', async () => {
  expect(addedLines(await recipe('a column'), /^src\//)).toHaveLength(3);
});

it('a column that was added is filled in rows from before, without a request or a new version', async () => {
  const requests = before.account.requests.list().length;
  await eventually(async () =>
    expect(await get('/customers/cus_vip', before)).toMatchObject({
      description: 'VIP',
      payment_sync_version: 1,
    }),
  );
  expect(before.account.requests.list()).toHaveLength(requests);
});
