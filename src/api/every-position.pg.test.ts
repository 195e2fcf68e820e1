import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../test/support/api.ts';
import { inWorkspace, operationsOf } from '../../test/support/routes.ts';
import { seedWorkspace } from '../../test/support/seed.ts';
import { entityTypes } from '../domain/entities/entities.ts';
import type { WorkspaceId } from '../domain/ids.ts';

let api: TestApi;
let [mine, theirs]: WorkspaceId[] = [];
let key: string;

beforeAll(async () => {
  api = await startTestApi();
  mine = await api.workspace();
  theirs = await seedWorkspace(api.db, 'Theirs');
  key = await api.key(mine, 'owner');
});
afterAll(() => api.stop());

type Operation = Awaited<ReturnType<typeof operationsOf>>['operations'][number];

/** Of the entities, whose routes are made from one definition, those of customers. */
const operations = async (): Promise<Operation[]> =>
  (await operationsOf(api)).operations.filter(
    ({ path }) =>
      path.startsWith('/api/v1/') &&
      !entityTypes.some((type) => type !== 'customers' && path.split('/').includes(type)),
  );

/** What stands in the path: the own workspace, the provider, and for each other place what `at` says. */
const filled = ({ path }: Operation, at: (place: string) => string): string =>
  path.replace(/\{([a-z_]+)\}/g, (_, place: string) =>
    place === 'workspace_id' ? mine! : place === 'provider' ? 'stripe' : at(place),
  );

const ask = async (
  operation: Operation,
  path: string,
  body?: unknown,
  as = operation.role === 'platform' ? api.adminKey : key,
) => await api.request(operation.method, path, { key: as, ...(body !== undefined && { body }) });

const somebody = '00000000-0000-7000-8000-000000000000';
const bodyOf = (operation: Operation) => (operation.operation.body === undefined ? undefined : {});

it('U+0000 is refused in every place of every path', async () => {
  for (const operation of await operations()) {
    for (const [, place] of operation.path.matchAll(/\{([a-z_]+)\}/g)) {
      if (place === 'workspace_id' || place === 'provider') continue;
      const path = filled(operation, (each) => (each === place ? 'a%00b' : somebody));
      const { status, body } = await ask(operation, path, bodyOf(operation));
      const at = `${operation.method} ${operation.path} ${place}`;
      expect({ at, status }).toEqual({ at, status: 400 });
      expect(JSON.stringify(body)).not.toContain('\\u0000');
    }
  }
});

it('U+0000 is refused in every parameter of every query', async () => {
  for (const operation of await operations()) {
    for (const name of operation.operation.queries) {
      const path = `${filled(operation, () => somebody)}?${name}=a%00b`;
      const at = `${operation.method} ${operation.path} ${name}`;
      const { status } = await ask(operation, path, bodyOf(operation));
      expect({ at, status }).toEqual({ at, status: 400 });
    }
  }
});

it('U+0000 is refused in every text of every body, however deep', async () => {
  for (const operation of await operations()) {
    const { body, example, properties } = operation.operation;
    if (body === undefined) continue;
    const whole = typeof example === 'object' && example !== null ? example : {};
    for (const name of [...properties, 'a\u0000b']) {
      for (const value of ['a\u0000b', ['a\u0000b'], { deep: [{ a: 'a\u0000b' }] }]) {
        const at = `${operation.method} ${operation.path} ${name}`;
        const path = filled(operation, () => somebody);
        const { status } = await ask(operation, path, { ...whole, [name]: value });
        expect({ at, status }).toEqual({ at, status: 400 });
      }
    }
  }
});

/** What is in the other workspace, by the place of a path that could name it. */
async function idsOfTheirs(): Promise<Record<string, string[]>> {
  return await api.db.inWorkspace(theirs!, async (ws) => {
    const [session] = await ws.sessions.list({ limit: 1 });
    const [event] = await ws.inbox.list({ limit: 1 });
    const [entry] = await ws.auditLog.list({ limit: 1 });
    const [apiKey] = await ws.apiKeys.list({ limit: 1 });
    const [link] = await ws.connectSessions.list({ limit: 1 });
    const [customer] = await ws.customers.list({ limit: 1 });
    const found = [session?.id, entry?.id, apiKey?.id, link?.id, customer?.id, event?.eventId, theirs];
    const ids = found.flatMap((id) => (id === undefined ? [] : [id]));
    return { id: ids, delivery_id: ids, external_id: ids };
  });
}

it('an id of another workspace is in every place of a path what one is that nothing has', async () => {
  const ids = await idsOfTheirs();
  expect(ids['id']!.length).toBeGreaterThan(4);
  for (const operation of await operations()) {
    if (!inWorkspace(operation)) continue;
    const { example } = operation.operation;
    const body = operation.operation.body === undefined ? undefined : (example ?? {});
    for (const [, place] of operation.path.matchAll(/\{([a-z_]+)\}/g)) {
      for (const id of ids[place!] ?? []) {
        const of = async (known: string) => {
          const path = filled(operation, (each) => (each === place ? known : somebody));
          const answer = await ask(operation, path, body);
          return { status: answer.status, body: { ...answer.body, request_id: '' } };
        };
        const unknown = await of(/^[0-9a-f-]{36}$/.test(id) ? somebody : 'evt_nobody');
        expect(await of(id), `${operation.method} ${operation.path} ${place}=${id}`).toEqual(unknown);
        expect(unknown.status).toBeGreaterThanOrEqual(400);
        expect(unknown.status).toBeLessThan(500);
      }
    }
  }
});

it('an id of another workspace in a query or a body shows and changes nothing of it', async () => {
  const before = await rowsOfTheirs();
  const ids = (await idsOfTheirs())['id']!;
  for (const operation of await operations()) {
    if (!inWorkspace(operation)) continue;
    const { queries, properties, example, body } = operation.operation;
    for (const id of ids) {
      const path = filled(operation, () => somebody);
      const asked = queries.map((name) => `${path}?${name}=${encodeURIComponent(id)}&timeout=0`);
      const given = properties.map((name) => ({ ...(example as object | undefined), [name]: id }));
      const answers = [
        ...(await Promise.all(
          asked.map((each) => ask(operation, each, body === undefined ? undefined : {})),
        )),
        ...(await Promise.all(given.map((each) => ask(operation, path, each)))),
      ];
      for (const answer of answers) {
        expect(answer.status, `${operation.method} ${operation.path}`).toBeLessThan(500);
        // The id itself may stand in an answer: the caller sent it.
        const text = JSON.stringify(answer.body).replaceAll(id, '');
        expect(text, `${operation.method} ${operation.path}`).not.toMatch(new RegExp(`Theirs|${theirs}`));
      }
    }
  }
  expect(await rowsOfTheirs()).toEqual(before);
});

const rowsOfTheirs = () =>
  api.db.inWorkspace(theirs!, async (ws) => ({
    sessions: await ws.sessions.list({ limit: 100 }),
    keys: await ws.apiKeys.list({ limit: 100 }),
    audit: await ws.auditLog.list({ limit: 100 }),
    events: await ws.inbox.list({ limit: 100 }),
    customers: await ws.customers.list({ limit: 100 }),
  }));
