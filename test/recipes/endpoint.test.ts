import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { copyTree, type ChangedTree } from './changed-tree.ts';
import { recipe } from './recipe.ts';

let tree: ChangedTree;
let deployment: Deployment;

beforeAll(async () => {
  tree = await copyTree();
  await tree.apply(await recipe('an endpoint'));
  await tree.run('tsc', ['-p', 'tsconfig.json']);
  deployment = await startDeployment({ root: tree.root });
}, 240_000);
afterAll(async () => {
  await deployment?.stop();
  await tree?.remove();
});

it('an endpoint that was added answers, and is in the API’s document with its role', async () => {
  const { body: workspace } = await deployment.call('POST', '/api/v1/workspaces', { name: 'Test' });
  const answer = await deployment.call('GET', `/api/v1/workspaces/${workspace.id}/sync/stripe/reads`);
  expect(answer).toMatchObject({ status: 200, body: { read_budget: null, reads_last_30_days: 0 } });
  const { body: document } = await deployment.call('GET', '/openapi.json');
  const path = '/api/v1/workspaces/{workspace_id}/sync/{provider}/reads';
  expect(document.paths[path].get).toMatchObject({ 'x-role': 'viewer' });
});
