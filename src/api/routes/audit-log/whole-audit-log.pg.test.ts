import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { apiTest } from '../../../../test/support/api-test.ts';
import { platformScope } from '../../../domain/ids.ts';

const path = '/api/v1/audit-log';

const it = apiTest
  .extend('action', () => `test.${randomUUID()}`)
  /** Two workspaces and the platform itself, with two entries each. */
  .extend('owners', async ({ api, action }) => {
    const owners = [await api.workspace(), await api.workspace(), platformScope];
    for (const number of [1, 2])
      for (const [index, owner] of owners.entries())
        await api.db.inWorkspace(owner, (ws) =>
          ws.auditLog.append({ actor: `platform:${index}`, action, target: `${number}` }),
        );
    return owners;
  })
  .extend('read', ({ api, action }) => async (query = '', key = api.adminKey) => {
    return await api.request('GET', `${path}?action=${action}${query}`, { key });
  });

interface Entry {
  readonly workspace_id: string | null;
  readonly actor: string;
  readonly target: string;
}

describe('the audit log over all workspaces', () => {
  it('has every workspace’s entries and the platform’s own, the newest first, in pages', async ({
    owners,
    read,
  }) => {
    const found: Entry[] = [];
    let cursor = '';
    do {
      const { status, body } = await read(`&limit=4${cursor}`);
      expect(status).toBe(200);
      found.push(...body.entries);
      cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
    } while (cursor !== '');
    const named = owners.map((owner) => (owner === platformScope ? null : owner));
    expect(found.map(({ workspace_id, target }) => [workspace_id, target])).toEqual([
      ...named.toReversed().map((id) => [id, '2']),
      ...named.toReversed().map((id) => [id, '1']),
    ]);
  });

  it('numbers nothing: neither an id nor a cursor tells how much others do', async ({
    api,
    owners,
    read,
  }) => {
    const key = await api.key(owners[0]!, 'owner');
    const own = await api.request('GET', `/api/v1/workspaces/${owners[0]}/audit-log?limit=1`, { key });
    const ids: string[] = [];
    for (const { body } of [own, await read('&limit=1')]) {
      ids.push(body.entries[0].id, JSON.parse(Buffer.from(body.next_cursor, 'base64url').toString())[1]);
    }
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is filtered by workspace, actor and time', async ({ owners, read }) => {
    const actors = async (query: string): Promise<string[]> =>
      (await read(query)).body.entries.map(({ actor }: Entry) => actor);
    expect(await actors(`&workspace_id=${owners[1]}`)).toEqual(['platform:1', 'platform:1']);
    expect(await actors('&actor=platform:2')).toEqual(['platform:2', 'platform:2']);
    expect(await actors('&since=2100-01-01T00:00:00Z')).toEqual([]);
    expect(await actors('&until=2000-01-01T00:00:00Z')).toEqual([]);
    expect(await actors('&since=2000-01-01T00:00:00Z&until=2100-01-01T00:00:00Z')).toHaveLength(6);
    expect((await read('&since=yesterday')).body).toMatchObject({ code: 'invalid_request' });
  });

  it('is exported as JSON lines, all of it', async ({ api, owners, action, read }) => {
    await api.db.inWorkspace(owners[0]!, async (ws) => {
      for (let n = 0; n < 600; n++)
        await ws.auditLog.append({ actor: 'platform:many', action, target: `${n}` });
    });
    const response = await api.app.request(`${path}/export?action=${action}`, {
      headers: { authorization: `Bearer ${api.adminKey}` },
    });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(606);
    expect(JSON.parse(lines[0]!)).toEqual((await read('&limit=1')).body.entries[0]);
  });

  it('is the platform’s alone', async ({ api, owners, read }) => {
    const key = await api.key(owners[0]!, 'owner');
    expect((await read('', key)).status).toBe(403);
    expect((await api.request('GET', `${path}/export`, { key })).status).toBe(403);
  });
});
