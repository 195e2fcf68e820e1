import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { receiverTest } from '../../../../test/support/api-test.ts';
import { readEvents, type ReadEvent } from '../../../../test/support/read-events.ts';
import { sessionId } from '../../../domain/ids.ts';
import type { TestApi } from '../../../../test/support/api.ts';

const it = receiverTest
  .extend('sync', ({ api, workspace, key }) => async () => {
    const at = `/api/v1/workspaces/${workspace}/sync`;
    const { body } = await api.request('POST', `${at}/stripe/initial`, { key });
    const path = `${at}/sessions/${body.session_id}`;
    return {
      id: sessionId(body.session_id),
      path,
      get: async () => (await api.request('GET', path, { key })).body,
      cancel: () => api.request('POST', `${path}/cancel`, { key }),
    };
  })
  .extend(
    'follow',
    ({ api, key }) =>
      (path: string, headers: Record<string, string> = { authorization: `Bearer ${key}` }) =>
        followed(api, path, headers),
  );

async function followed(api: TestApi, path: string, headers: Record<string, string>) {
  const response = await api.app.request(`${path}/stream`, { headers });
  const events = readEvents(response);
  return {
    response,
    next: async (): Promise<ReadEvent> => {
      const { value, done } = await events.next();
      if (done === true) throw new Error('The stream has ended.');
      return value;
    },
    rest: async (): Promise<ReadEvent[]> => {
      const rest: ReadEvent[] = [];
      for await (const event of events) rest.push(event);
      return rest;
    },
    leave: () => events.return(undefined),
  };
}

/** What two looks at the same state may differ in. */
const withoutTime = (body: { figures: object }) => ({
  ...body,
  as_of: '',
  figures: { ...body.figures, rate: 0 },
});

it('has the whole session in each message, as GET does, and ends with it', async ({ sync, follow }) => {
  const { get, cancel, path } = await sync();
  const stream = await follow(path);
  expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
  expect(stream.response.headers.get('cache-control')).toBe('no-store');
  const first = await stream.next();
  expect(first).toMatchObject({ event: 'session', retry: expect.stringMatching(/^\d{4}$/) });
  expect(withoutTime(first.data)).toEqual(withoutTime(await get()));
  const second = await stream.next();
  expect(Date.parse(second.data.as_of)).toBeGreaterThan(Date.parse(first.data.as_of));
  expect(second.id).toBe(String(Date.parse(second.data.as_of)));
  await cancel();
  const rest = await stream.rest();
  expect(rest.at(-1)).toMatchObject({ event: 'session', id: 'ended', data: { status: 'cancelled' } });
  const last = { ...rest.at(-1)!.data, as_of: expect.any(String) };
  expect(await get()).toMatchObject(last);
});

it('goes on with the newest state after a lost connection, and says when there is nothing more', async ({
  sync,
  follow,
  key,
}) => {
  const { cancel, path } = await sync();
  const stream = await follow(path);
  const { id, data } = await stream.next();
  await stream.leave();
  const authorization = `Bearer ${key}`;
  const again = await follow(path, { authorization, 'last-event-id': id! });
  expect(Date.parse((await again.next()).data.as_of)).toBeGreaterThanOrEqual(Date.parse(data.as_of));
  await again.leave();
  await cancel();
  const late = await follow(path, { authorization, 'last-event-id': id! });
  expect(await late.rest()).toMatchObject([{ id: 'ended', data: { status: 'cancelled' } }]);
  const { response } = await follow(path, { authorization, 'last-event-id': 'ended' });
  expect(response.status).toBe(204);
});

it('costs one reader for a thousand viewers, however slowly they read', async ({ api, sync, follow }) => {
  const { cancel, path } = await sync();
  const before = api.gateway.progressAsked;
  const admin = { authorization: `Bearer ${api.adminKey}` };
  const streams = await Promise.all(Array.from({ length: 1_000 }, () => follow(path, admin)));
  for (const stream of streams) await stream.next();
  // None takes anything meanwhile: what they get then is no backlog.
  await vi.waitFor(() => expect(api.gateway.progressAsked - before).toBeGreaterThan(8), 20_000);
  await cancel();
  const rests = await Promise.all(streams.map((stream) => stream.rest()));
  for (const rest of rests) {
    expect(rest.at(-1)).toMatchObject({ id: 'ended', data: { status: 'cancelled' } });
    expect(rest.length).toBeLessThan(6);
  }
  expect(api.gateway.progressAsked - before).toBeLessThan(60);
}, 60_000);

it('reads no more when the last viewer has gone', async ({ api, sync, follow }) => {
  const { path } = await sync();
  const [one, other] = [await follow(path), await follow(path)];
  await one.next();
  await one.leave();
  await other.next();
  await other.next();
  await other.leave();
  const asked = api.gateway.progressAsked;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(api.gateway.progressAsked).toBe(asked);
});

it('ends when the key that reads it is revoked', async ({ api, workspace, key, sync, follow }) => {
  const { path } = await sync();
  const keys = `/api/v1/workspaces/${workspace}/api-keys`;
  const made = await api.request('POST', keys, { key, body: { name: 'x', role: 'viewer' } });
  const stream = await follow(path, { 'x-api-key': made.body.key });
  expect(await stream.next()).toMatchObject({ event: 'session' });
  await api.request('DELETE', `${keys}/${made.body.id}`, { key });
  const rest = await stream.rest();
  expect(rest.at(-1)).toMatchObject({
    event: 'problem',
    data: { code: 'unauthenticated', request_id: expect.any(String) },
  });
});

it('ends when the key that reads it expires', async ({ api, workspace, key, sync, follow }) => {
  const { path } = await sync();
  const keys = `/api/v1/workspaces/${workspace}/api-keys`;
  const expires_at = new Date(Date.now() + 1_500).toISOString();
  const made = await api.request('POST', keys, { key, body: { name: 'x', role: 'viewer', expires_at } });
  const stream = await follow(path, { 'x-api-key': made.body.key });
  expect((await stream.rest()).at(-1)).toMatchObject({
    event: 'problem',
    data: { code: 'unauthenticated' },
  });
});

it('ends with its workspace', async ({ api, workspace, sync, follow }) => {
  const { path } = await sync();
  const stream = await follow(path, { authorization: `Bearer ${api.adminKey}` });
  await stream.next();
  await api.request('DELETE', `/api/v1/workspaces/${workspace}`, { key: api.adminKey });
  expect((await stream.rest()).at(-1)).toMatchObject({ event: expect.stringMatching(/problem|session/) });
});

it('is refused before it begins if there is no such session', async ({ api, workspace, key }) => {
  const path = `/api/v1/workspaces/${workspace}/sync/sessions/${randomUUID()}/stream`;
  expect(await api.request('GET', path, { key })).toMatchObject({ status: 404, body: { code: 'not_found' } });
});
