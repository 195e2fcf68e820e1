import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startTestApi, type Answer, type TestApi } from '../../test/support/api.ts';
import type { WorkspaceId } from '../domain/ids.ts';

let api: TestApi;
let workspace: WorkspaceId;
let owner: string;
let sql: Client;
beforeAll(async () => {
  api = await startTestApi();
  workspace = await api.workspace();
  owner = await api.key(workspace, 'owner');
  // Of the superuser, who sees all rows.
  const { pathname } = new URL(api.databaseUrl);
  sql = new Client({
    connectionString: Object.assign(new URL(inject('postgres').adminUrl), { pathname }).href,
  });
  await sql.connect();
});
afterAll(async () => {
  await sql.end();
  await api.stop();
});

const viewer = { name: 'reporting', role: 'viewer' };
const makeKey = (idempotencyKey: string, { key = owner, body = viewer } = {}): Promise<Answer> =>
  api.request('POST', `/api/v1/workspaces/${workspace}/api-keys`, {
    key,
    body,
    headers: { 'idempotency-key': idempotencyKey },
  });
const named = async (name: string): Promise<number> => {
  const rows = await api.db.inWorkspace(workspace, ({ apiKeys }) => apiKeys.list({ limit: 100 }));
  return rows.filter((row) => row.name === name).length;
};
const replayed = ({ headers }: Answer) => headers.get('idempotent-replayed');

it('a request whose answer was lost gets it when it is repeated, and is done once', async () => {
  const body = { name: 'lost', role: 'viewer' };
  const first = await makeKey('one', { body });
  const again = await makeKey('one', { body });
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect([replayed(first), replayed(again)]).toEqual([null, 'true']);
  expect(again.headers.get('ratelimit')).not.toBeNull();
  expect(await named('lost')).toBe(1);
  expect((await makeKey('two', { body })).body.key).not.toBe(first.body.key);
  expect(await named('lost')).toBe(2);
});

it('simultaneous requests with one key do it once; the others are answered alike or told to wait', async () => {
  const body = { name: 'at once', role: 'viewer' };
  const answers = await Promise.all(Array.from({ length: 8 }, () => makeKey('at-once', { body })));
  const made = answers.filter(({ status }) => status === 201);
  expect(new Set(made.map((answer) => answer.body.key)).size).toBe(1);
  for (const { status, body: refusal, headers } of answers.filter((answer) => answer.status !== 201)) {
    expect([status, refusal.code, headers.get('retry-after')]).toEqual([409, 'idempotency_key_in_use', '1']);
  }
  expect(await named('at once')).toBe(1);
});

it('another request with the same key is refused, by another body as by another path', async () => {
  await makeKey('reused');
  const other = await makeKey('reused', { body: { name: 'other', role: 'owner' } });
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  const elsewhere = await api.request('POST', `/api/v1/workspaces/${workspace}/sync/stripe/initial`, {
    key: owner,
    headers: { 'idempotency-key': 'reused' },
  });
  expect(elsewhere).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  expect(await named('other')).toBe(0);
});

it('a key belongs to who sent it', async () => {
  const mine = await makeKey('shared');
  const theirs = await makeKey('shared', { key: api.adminKey });
  expect(theirs).toMatchObject({ status: 201 });
  expect(theirs.body.key).not.toBe(mine.body.key);
});

it('a refused request is not remembered: it may be repeated when its cause is gone', async () => {
  const start = () =>
    api.request('POST', `/api/v1/workspaces/${workspace}/sync/stripe/initial`, {
      key: owner,
      headers: { 'idempotency-key': 'too-early' },
    });
  expect(await start()).toMatchObject({ status: 422, body: { code: 'provider_not_configured' } });
  await api.connect(workspace);
  const started = await start();
  expect(started.status).toBe(201);
  expect(await start()).toMatchObject({ status: 201, body: { session_id: started.body.session_id } });
});

it('a key that no header may have is refused', async () => {
  for (const key of ['two words', 'x'.repeat(256), 'ü']) {
    expect(await makeKey(key)).toMatchObject({
      status: 400,
      body: { details: [{ in: 'header', field: 'idempotency-key' }] },
    });
  }
});

it('one is free again a day later, and two minutes after its request has died', async () => {
  const first = await makeKey('old');
  await age('old', '23 hours 59 minutes');
  expect((await makeKey('old')).body.key).toBe(first.body.key);
  await age('old', '24 hours 1 minute');
  expect((await makeKey('old')).body.key).not.toBe(first.body.key);
  await sql.query(`update idempotent_requests set answer_encrypted = null where idempotency_key = 'old'`);
  await age('old', '1 minute');
  expect(await makeKey('old')).toMatchObject({ status: 409, body: { code: 'idempotency_key_in_use' } });
  await age('old', '3 minutes');
  expect(await makeKey('old')).toMatchObject({ status: 201 });
});

it('an answer is sealed, since it may show a new API key, and is told from one that another ring has sealed', async () => {
  const { body } = await makeKey('sealed');
  const { rows } = await sql.query<{ answer: Buffer }>(
    `select answer_encrypted as answer from idempotent_requests where idempotency_key = 'sealed'`,
  );
  expect(rows[0]!.answer.includes(body.key)).toBe(false);
  await sql.query(
    `update idempotent_requests set answer_encrypted = '\\x00' where idempotency_key = 'sealed'`,
  );
  expect(await makeKey('sealed')).toMatchObject({
    status: 409,
    body: { code: 'idempotency_key_unreadable' },
  });
});

it('the platform makes one workspace by one key, whenever it repeats the request', async () => {
  const name = randomUUID();
  const make = (of: string = name) =>
    api.request('POST', '/api/v1/workspaces', {
      key: api.adminKey,
      body: { name: of },
      headers: { 'idempotency-key': name },
    });
  const [first, ...others] = await Promise.all([make(), make(), make()]);
  for (const other of others) expect(other).toMatchObject({ status: 201, body: first.body });
  expect([first, ...others].filter((answer) => replayed(answer) === 'true').length).toBe(2);
  expect(await make('another name')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  const entries = await api.db.inWorkspace(first.body.id, ({ auditLog }) => auditLog.list({ limit: 9 }));
  expect(entries.map(({ action }) => action)).toEqual(['workspace.created']);
});

async function age(key: string, by: string): Promise<void> {
  await sql.query(
    `update idempotent_requests set created_at = now() - $2::interval where idempotency_key = $1`,
    [key, by],
  );
}

it('an endpoint of the platform is made once, and its key is refused for another one', async () => {
  const make = (url: string) =>
    api.request('POST', '/api/v1/webhook-endpoints', {
      key: api.adminKey,
      body: { url },
      headers: { 'idempotency-key': 'endpoint-of-the-platform' },
    });
  const first = await make('https://example.com/one');
  expect(first.status).toBe(201);
  const again = await make('https://example.com/one');
  expect(again).toMatchObject({ status: 201, body: first.body });
  expect([replayed(first), replayed(again)]).toEqual([null, 'true']);
  expect(await make('https://example.com/two')).toMatchObject({
    status: 422,
    body: { code: 'idempotency_key_reused' },
  });
  const { body } = await api.request('GET', '/api/v1/webhook-endpoints', { key: api.adminKey });
  expect(body.webhook_endpoints).toHaveLength(1);
});
