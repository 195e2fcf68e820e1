import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { runWps } from '../../support/programs/run-wps.ts';

let deployment: Deployment;

beforeAll(async () => {
  deployment = await startDeployment();
  await deployment.startWorker();
});
afterAll(() => deployment.stop());

const objects = 20_000;

it('a full sync of 20,000 objects is shown while it runs, and ends as the API says', async () => {
  const { workspaceId } = await deployment.connect({
    customers: 12_000,
    products: 200,
    prices: 800,
    subscriptions: 7_000,
    // As Stripe limits a sandbox, so that it takes some seconds.
    limits: { perSecond: 50 },
  });
  const env = { WPS_URL: deployment.url, WPS_API_KEY: deployment.adminKey, WPS_WORKSPACE: workspaceId };
  const run = await runWps(['sync', '--full', '--jsonl'], { env });
  expect(run).toMatchObject({ code: 0, err: '' });
  const lines = run.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const result = lines.at(-1);
  expect(result).toMatchObject({ type: 'result', status: 'completed', figures: { done: objects } });
  const counts = lines.slice(0, -1).map(({ figures }) => figures.done);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
  expect(new Set(counts).size).toBeGreaterThan(3);

  const { body } = await deployment.call(
    'GET',
    `/api/v1/workspaces/${workspaceId}/sync/sessions/${result.session_id}`,
  );
  expect(result.figures).toEqual(body.figures);
  expect(await runWps(['status', '--check'], { env })).toMatchObject({
    code: 0,
    out: expect.stringContaining('current'),
  });
});
