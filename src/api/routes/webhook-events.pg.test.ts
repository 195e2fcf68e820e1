import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { connectedWorkspace, deliver, eventBody } from '../../../test/support/webhooks.ts';
import type { InboxState } from '../../db/inbox/webhook-inbox-table.ts';
import type { WorkspaceId } from '../../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let secret: string;
let key: string;
let at: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.gateway.away = false;
  ({ workspace, secret, key } = await connectedWorkspace(api));
  at = `/api/v1/workspaces/${workspace}/webhook-events`;
});
afterAll(() => api.stop());

const receive = async (count = 1): Promise<string[]> => {
  const bodies = Array.from({ length: count }, () => eventBody());
  await Promise.all(bodies.map((body) => deliver(api.app, workspace, body, secret)));
  return bodies.map((body) => JSON.parse(body).id);
};
const settle = (eventId: string, state: Exclude<InboxState, 'stored'>, reason: string | null = null) =>
  api.db.inWorkspace(workspace, async ({ inbox }) => {
    const event = (await inbox.get(eventId))!;
    await inbox.settle('stripe', [{ event, state, reason }], null);
  });
const get = (path: string) => api.request('GET', at + path, { key });
const replay = (id: string) => api.request('POST', `${at}/${id}/replay`, { key });

describe('received events', () => {
  it('are listed page by page, each once, although many came in one moment', async () => {
    const ids = await receive(50);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await get(`?limit=7${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.events.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });

  it('are listed by their state, and shown with their body one by one', async () => {
    const [stored, bad] = (await receive(2)) as [string, string];
    await settle(bad, 'quarantined', 'it holds no object');
    expect((await get('?state=quarantined')).body.events).toMatchObject([
      { id: bad, state: 'quarantined', state_reason: 'it holds no object' },
    ]);
    expect((await get('?state=stored')).body.events).toMatchObject([{ id: stored }]);
    const { body } = await get(`/${bad}`);
    expect(JSON.parse(body.payload)).toMatchObject({ id: bad });
    expect((await get('/evt_none')).status).toBe(404);
    expect((await get('?state=lost')).status).toBe(400);
  });
});

describe('replaying an event', () => {
  it('stores it to be applied again and wakes the workflow, each time', async () => {
    const [id] = (await receive()) as [string];
    for (const state of ['quarantined', 'applied', 'ignored'] as const) {
      await settle(id, state);
      api.gateway.woken.length = 0;
      expect(await replay(id)).toMatchObject({ status: 202, body: { id, state: 'stored', attempts: 0 } });
      expect(api.gateway.woken).toHaveLength(1);
    }
    const { body } = await api.request('GET', `/api/v1/workspaces/${workspace}/audit-log`, { key });
    const replays = body.entries.filter(
      ({ action }: { action: string }) => action === 'webhook_event.replayed',
    );
    expect(replays.map(({ details }: { details: { was: string } }) => details.was)).toEqual([
      'ignored',
      'applied',
      'quarantined',
    ]);
    expect(replays[0]).toMatchObject({ target: id, actor: expect.stringMatching(/^api_key:/) });
  });

  it('is remembered when Temporal is away', async () => {
    const [id] = (await receive()) as [string];
    await settle(id, 'quarantined');
    api.gateway.away = true;
    expect(await replay(id)).toMatchObject({ status: 202, body: { state: 'stored' } });
  });

  it('is for operators, and of this workspace’s events only', async () => {
    const [id] = (await receive()) as [string];
    const viewer = await api.key(workspace, 'viewer');
    expect((await api.request('POST', `${at}/${id}/replay`, { key: viewer })).status).toBe(403);
    const other = await connectedWorkspace(api);
    const path = `/api/v1/workspaces/${other.workspace}/webhook-events/${id}/replay`;
    expect((await api.request('POST', path, { key: other.key })).status).toBe(404);
  });
});
