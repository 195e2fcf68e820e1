import { expect } from 'vitest';
import { receiverTest } from '../../../../test/support/api-test.ts';
import { beginSync, endSync } from '../../../../test/support/begin-sync.ts';
import { inboxEvent } from '../../../../test/support/seed.ts';
import { encodeCursor } from '../../cursor.ts';

interface Entry {
  readonly event: string;
  readonly kind: string;
  readonly at: string;
}

const it = receiverTest
  .extend('timeline', ({ api, workspace, key }) => async (query = '', as = key) => {
    const path = `/api/v1/workspaces/${workspace}/timeline?${query}`;
    return (await api.request('GET', path, { key: as })).body;
  })
  /** One thing of each source, in this order. */
  .extend('happens', ({ api, workspace, key }) => async () => {
    const at = `/api/v1/workspaces/${workspace}`;
    await api.request('POST', `${at}/api-keys`, { key, body: { name: 'shop', role: 'viewer' } });
    await api.db.inWorkspace(workspace, async (ws) => {
      await endSync(ws, await beginSync(ws), 'failed', {
        code: 'provider_unauthorized',
        message: 'Stripe does not accept the key.',
      });
      await ws.journal.create({
        providerName: 'stripe',
        eventType: 'webhook_fault_found',
        eventMessage: 'Gone.',
      });
    });
    await api.db.inWorkspace(workspace, async ({ inbox }) => {
      await inbox.store('stripe', [inboxEvent('evt_bad')]);
      await inbox.fail('stripe', (await inbox.take('stripe', 1)).events, 'it holds no object', 1);
    });
  });

it('has syncs, webhooks and who changed what in one list, the newest first', async ({
  happens,
  timeline,
  api,
  workspace,
}) => {
  await happens();
  const { entries, next_cursor } = await timeline();
  expect(next_cursor).toBeNull();
  const times = entries.map(({ at }: Entry) => at);
  expect(times).toEqual(times.toSorted().toReversed());
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'sync',
      event: 'initial_sync.failed',
      text: 'A full sync failed: Stripe does not accept the key.',
      session_id: expect.any(String),
      ended_at: expect.any(String),
    }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'change',
      event: 'api_key.created',
      actor: expect.stringMatching(/^api_key:/),
    }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'webhooks', event: 'webhook_fault_found', text: 'Gone.' }),
  );
  expect(entries).toContainEqual(
    expect.objectContaining({
      kind: 'webhooks',
      event: 'webhook_event_quarantined',
      text: 'An event (customer.updated) could not be applied: it holds no object.',
      target: 'evt_bad',
    }),
  );
  expect(JSON.stringify(entries)).not.toContain('remote_address');
  const viewer = await api.key(workspace, 'viewer');
  expect((await timeline('', viewer)).entries).toEqual(entries);
});

it('is filtered by kind', async ({ happens, timeline }) => {
  await happens();
  const kindsOf = async (query: string) =>
    new Set((await timeline(query)).entries.map(({ kind }: Entry) => kind));
  expect(await kindsOf('kind=sync')).toEqual(new Set(['sync']));
  expect(await kindsOf('kind=change&kind=webhooks')).toEqual(new Set(['change', 'webhooks']));
});

it('has everything once over its pages, whatever comes meanwhile', async ({
  api,
  workspace,
  happens,
  timeline,
}) => {
  await happens();
  for (let i = 0; i < 12; i += 1) {
    await api.db.inWorkspace(workspace, async (ws) => {
      await endSync(ws, await beginSync(ws), 'completed');
      await ws.auditLog.append({ actor: 'platform', action: 'test.done', target: String(i) });
    });
  }
  const all: Entry[] = (await timeline('limit=100')).entries;
  const seen: Entry[] = [];
  let cursor = '';
  do {
    const page = await timeline(`limit=5${cursor}`);
    seen.push(...page.entries);
    await api.db.inWorkspace(workspace, (ws) =>
      ws.auditLog.append({ actor: 'platform', action: 'test.late', target: 'late' }),
    );
    cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(all);
  expect(all.length).toBeGreaterThan(25);
});

it('refuses a cursor of another list', async ({ api, workspace, key, timeline }) => {
  const cursor = encodeCursor(`/api/v1/workspaces/${workspace}/timeline`, ['x']);
  expect(await timeline(`cursor=${cursor}`)).toMatchObject({ code: 'invalid_request' });
  const { status } = await api.request('GET', `/api/v1/workspaces/${workspace}/timeline?kind=gossip`, {
    key,
  });
  expect(status).toBe(400);
});
