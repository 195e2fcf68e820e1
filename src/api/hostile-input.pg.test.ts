import { request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { operationsOf } from '../../test/support/routes.ts';
import { seedWorkspace } from '../../test/support/seed.ts';
import { entityTypes } from '../domain/entities/entities.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { listen, type Listener } from '../processes/listen.ts';

let api: TestApi;
let server: Listener;
let [mine, theirs]: WorkspaceId[] = [];
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  server = await listen(api.app, { host: '127.0.0.1', port: 0 });
  mine = await seedWorkspace(api.db, 'Mine');
  theirs = await seedWorkspace(api.db, 'Theirs');
  key = await api.key(mine, 'owner');
});
afterAll(async () => {
  await server.close(1_000);
  await api.stop();
});

const at = (path: string) => `/api/v1/workspaces/${mine}${path}`;

/** By a socket, because `fetch` would not send all of it. */
const send = (path: string, headers: Record<string, string> = {}) =>
  new Promise<number>((resolve, reject) => {
    const { port } = server;
    const authorization = `Bearer ${key}`;
    request({ host: '127.0.0.1', port, path, headers: { authorization, ...headers } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

it.each([
  ['a header of 32 KiB', at(''), { 'x-long': 'x'.repeat(32_768) }, 431],
  ['a URL of 32 KiB', at(`/customers?cursor=${'x'.repeat(32_768)}`), {}, 431],
  ['an API key of 8 KiB', '/api/v1/workspaces', { authorization: `Bearer ${'x'.repeat(8_192)}` }, 401],
  ['an id of 8 KiB', `/api/v1/workspaces/${'x'.repeat(8_192)}`, {}, 400],
])('%s is refused, and the next request is served', async (_, path, headers, status) => {
  const asked = path.replace('/undefined', `/${mine}`);
  expect(await send(asked, headers)).toBe(status);
  expect(await send(at(''))).toBe(200);
});

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const post = async (path: string, body: Buffer | string) => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await api.app.request(at(path), {
    method: 'POST',
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, body: (await response.json()) as { details?: unknown } };
};

it.each([
  ['a byte that begins nothing', [0xff]],
  ['a character that is cut off', [0xe2, 0x82]],
  ['an overlong form', [0xc0, 0xaf]],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
])('text that is not UTF-8 is refused, and never stored as something else: %s', async (_, wrong) => {
  const { status, body } = await post('/api-keys', bytes('{"role":"viewer","name":"a', wrong, '"}'));
  expect({ status, details: body.details }).toEqual({
    status: 400,
    details: [{ in: 'body', field: '', message: 'is not UTF-8' }],
  });
});

it.each([
  ['half of a surrogate pair', '{"role":"viewer","name":"a\\ud800b"}', 'name'],
  ['the other half, in a key', '{"role":"viewer","name":"a","\\udc00":1}', ''],
])(
  'text that no database keeps is refused, and never stored as something else: %s',
  async (_, body, field) => {
    const answer = await post('/api-keys', body);
    expect(answer).toMatchObject({ status: 400, body: { details: [{ in: 'body', field }] } });
  },
);

it('of a key that a body has twice the last one counts, for the check as for what is stored', async () => {
  expect((await post('/api-keys', '{"role":"viewer","name":"a","name":""}')).status).toBe(400);
  const made = await post('/api-keys', '{"role":"owner","name":"a","role":"viewer"}');
  expect(made).toMatchObject({ status: 201, body: { role: 'viewer' } });
});

it('a body above 64 KiB is refused, and one that is deep within it too', async () => {
  expect((await post('/api-keys', `{"name":"${'x'.repeat(70_000)}"}`)).status).toBe(413);
  expect((await post('/api-keys', `{"name":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).status).toBe(400);
});

it.each(['%ff', '%', '%zz', '%c0%af', '..%2f..', '%e2%80%ae'])('an id that is no text: %s', async (id) => {
  const { status } = await api.request('GET', at(`/customers/${id}`), { key });
  expect([400, 404]).toContain(status);
});

/** Every list of the document, as the key of this workspace's owner, or the platform's, asks for it. */
async function lists(of: WorkspaceId, by: string) {
  const { operations } = await operationsOf(api);
  const [session] = await api.db.inWorkspace(of, (ws) => ws.sessions.list({ limit: 1 }));
  const [receiver] = await api.db.inWorkspace(of, (ws) => ws.receivers.list({ limit: 1 }));
  return operations
    .filter(({ method, operation }) => method === 'GET' && operation.queries.includes('cursor'))
    .map(({ path, role }) => ({
      path: path
        .replace('{workspace_id}', of)
        .replace('{id}', path.includes('/sessions/') ? session!.id : receiver!.id),
      key: role === 'platform' ? api.adminKey : by,
    }));
}

/** What each list says is its next page's cursor. */
async function cursorsOf(of: WorkspaceId, by: string): Promise<Map<string, string>> {
  const cursors = new Map<string, string>();
  for (const { path, key: asks } of await lists(of, by)) {
    const { status, body } = await api.request('GET', `${path}?limit=1`, { key: asks });
    // The platform has no endpoint of its own here, so that there is no list of it.
    if (status === 404) expect(path).toMatch(/^\/api\/v1\/webhook-endpoints\//);
    else expect({ path, status }).toEqual({ path, status: 200 });
    if (typeof body.next_cursor === 'string') cursors.set(path, body.next_cursor);
  }
  return cursors;
}

it('a cursor is of one list of one workspace, and refused by every other', async () => {
  const other = await api.key(theirs!, 'owner');
  await api.key(mine!, 'viewer');
  const cursors = [
    ...(await cursorsOf(mine!, key)),
    ...[...(await cursorsOf(theirs!, other))].filter(([path]) => path.includes(theirs!)),
  ];
  // Of each workspace every entity's, and those of its own lists that have more than one row.
  expect(cursors.length).toBeGreaterThan(2 * entityTypes.length);
  for (const { path, key: asks } of await lists(mine!, key)) {
    for (const [from, cursor] of cursors) {
      const { status, body } = await api.request('GET', `${path}?limit=1&cursor=${cursor}`, { key: asks });
      const expected = from === path ? 200 : 400;
      expect({ from, path, status }).toEqual({ from, path, status: expected });
      if (expected === 400) expect(body.details).toEqual([expect.objectContaining({ field: 'cursor' })]);
    }
  }
});
