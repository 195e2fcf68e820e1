import { expect, vi } from 'vitest';
import type { TestApi } from '../../../../test/support/api.ts';
import { receiverTest as it } from '../../../../test/support/api-test.ts';
import { readEvents } from '../../../../test/support/read-events.ts';
import { beginSync, endSync } from '../../../../test/support/begin-sync.ts';
import type { WorkspaceScope } from '../../../db/workspace.ts';
import type { WorkspaceId } from '../../../domain/ids.ts';

const overview = async (api: TestApi, query: string) => {
  const { status, body } = await api.request('GET', `/api/v1/overview?${query}`, { key: api.adminKey });
  expect(status).toBe(200);
  return body;
};
/** A look is shared for some seconds: this is the first that has so many connections. */
const overviewOf = (api: TestApi, connections: number, query: string) =>
  vi.waitFor(async () => {
    const body = await overview(api, query);
    expect(body.connections).toHaveLength(connections);
    return body;
  }, 10_000);
const states = ({ connections }: { connections: { state: string }[] }) =>
  connections.map(({ state }) => state);

/** A connected workspace to which this has happened. */
async function connected(
  api: TestApi,
  name: string,
  happens: (ws: WorkspaceScope) => Promise<unknown> = async () => {},
): Promise<WorkspaceId> {
  const { id } = await api.db.asSystem('create workspace', (system) => system.workspaces.create(name));
  await api.connect(id);
  await api.db.inWorkspace(id, happens);
  return id;
}

const failure = (code: string, message: string) => async (ws: WorkspaceScope) =>
  endSync(ws, await beginSync(ws), 'failed', { code, message });
const revoked = failure('provider_unauthorized', 'Stripe does not accept the key.');

/** One connection each in six states, made in another order than the overview's. */
async function sixStates(api: TestApi, mark: string) {
  return {
    disconnected: await connected(api, `${mark} gone`, (ws) =>
      ws.paymentConfigs.update('stripe', { credentialsEncrypted: null }),
    ),
    syncing: await connected(api, `${mark} busy`, (ws) => beginSync(ws)),
    never_synced: await connected(api, `${mark} new`),
    paused: await connected(api, `${mark} off`, (ws) =>
      ws.paymentConfigs.update('stripe', { isActive: false }),
    ),
    action_required: await connected(api, `${mark} revoked`, revoked),
    current: await connected(api, `${mark} fine`, async (ws) => {
      await ws.paymentConfigs.update('stripe', { entityTypes: ['customers'] });
      await endSync(ws, await beginSync(ws), 'completed');
    }),
  };
}

it('has every connection, the worst first, with counts by state', async ({ api }) => {
  const ids = await sixStates(api, 'Alpha');
  const body = await overviewOf(api, 6, 'search=ALPHA');
  expect(states(body)).toEqual([
    'action_required',
    'never_synced',
    'paused',
    'syncing',
    'current',
    'disconnected',
  ]);
  expect(body.counts).toMatchObject({ action_required: 1, current: 1, failed: 0, stale: 0 });
  expect(body.connections[0]).toMatchObject({
    workspace_id: ids.action_required,
    workspace_name: 'Alpha revoked',
    provider: 'stripe',
    sentence: expect.stringMatching(/Stripe does not accept the key\. Give a new key\.$/),
    problem: { code: 'provider_unauthorized', message: 'Stripe does not accept the key.' },
  });
  expect(body.next_cursor).toBeNull();
});

it('groups what failed by its cause, over all workspaces', async ({ api }) => {
  await Promise.all([1, 2, 3].map((n) => connected(api, `Beta revoked ${n}`, revoked)));
  await connected(api, 'Beta away', failure('provider_unavailable', 'Stripe could not be reached.'));
  const { errors } = await overviewOf(api, 4, 'search=beta');
  expect(errors).toEqual([
    { code: 'provider_unauthorized', message: 'Stripe does not accept the key.', connections: 3 },
    { code: 'provider_unavailable', message: 'Stripe could not be reached.', connections: 1 },
  ]);
});

it('is filtered by states and searched by name and id, and its pages have everything once', async ({
  api,
}) => {
  const ids = await sixStates(api, 'Gamma');
  await overviewOf(api, 6, 'search=gamma');
  expect(states(await overview(api, 'search=gamma&state=paused&state=syncing'))).toEqual([
    'paused',
    'syncing',
  ]);
  expect(states(await overview(api, 'search=gamma&state=paused'))).toEqual(['paused']);
  expect(states(await overview(api, `search=${ids.current}`))).toEqual(['current']);
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await overview(api, `search=gamma&limit=2${cursor}`);
    seen.push(...states(page));
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(['action_required', 'never_synced', 'paused', 'syncing', 'current', 'disconnected']);
});

it('leaves deleted workspaces out, and is the platform’s alone', async ({ api }) => {
  const workspace = await connected(api, 'Delta');
  await overviewOf(api, 1, 'search=delta');
  const key = await api.key(workspace, 'owner');
  expect((await api.request('GET', '/api/v1/overview', { key })).status).toBe(403);
  await api.db.inWorkspace(workspace, (ws) => ws.record.delete());
  expect((await overviewOf(api, 0, 'search=delta')).counts).toMatchObject({ never_synced: 0 });
});

it('can be followed: every message has the first page as it is then', async ({ api }) => {
  const workspace = await connected(api, 'Epsilon');
  await overviewOf(api, 1, 'search=epsilon');
  const headers = { authorization: `Bearer ${api.adminKey}` };
  const follow = () => api.app.request('/api/v1/overview/stream?search=epsilon&limit=1', { headers });
  const events = readEvents(await follow());
  const first = await events.next();
  expect(first).toMatchObject({
    value: {
      event: 'overview',
      data: { counts: { never_synced: 1 }, connections: [{ workspace_id: workspace }] },
    },
  });
  await api.db.inWorkspace(workspace, (ws) => beginSync(ws));
  for await (const { data } of events) if (data.counts.syncing === 1) break;
  const { status, body } = await api.request('GET', '/api/v1/overview/stream', {
    key: await api.key(workspace, 'owner'),
  });
  expect({ status, code: body.code }).toEqual({ status: 403, code: 'forbidden' });
});
