import { expect } from 'vitest';
import { apiTest as it } from '../../../test/support/api-test.ts';

it('a workspace has fifty live keys at most, and a place again when one has ended', async ({ api }) => {
  const workspace = await api.workspace();
  const key = await api.key(workspace, 'owner');
  const path = `/api/v1/workspaces/${workspace}/api-keys`;
  const make = async () =>
    await api.request('POST', path, { key, body: { name: 'one more', role: 'viewer' } });
  const made: string[] = [];
  for (let i = 1; i < 50; i += 1) made.push((await make()).body.id);
  expect(await make()).toMatchObject({ status: 422, body: { code: 'too_many_api_keys' } });
  await api.request('DELETE', `${path}/${made[0]}`, { key });
  expect((await make()).status).toBe(201);
  const { body } = await api.request('GET', `${path}?limit=20`, { key });
  expect(body).toMatchObject({ next_cursor: expect.any(String) });
});

it('a request’s id is ours, whatever id the caller gives to several', async ({ api }) => {
  const workspace = await api.workspace();
  const key = await api.key(workspace, 'owner');
  const path = `/api/v1/workspaces/${workspace}`;
  const made = [];
  for (let i = 0; i < 2; i += 1) {
    const headers = { 'x-request-id': 'a' };
    const answer = await api.request('POST', `${path}/api-keys`, {
      key,
      headers,
      body: { name: 'n', role: 'viewer' },
    });
    made.push(answer.headers.get('x-request-id'));
  }
  const { body } = await api.request('GET', `${path}/audit-log?limit=2`, { key });
  expect(body.entries.map((entry: { request_id: string }) => entry.request_id)).toEqual(made.toReversed());
  expect(new Set(made).size).toBe(2);
  expect(made).not.toContain('a');
});
