import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { startAcme, type Acme } from './acme-service.ts';
import { copyTree, type ChangedTree } from './changed-tree.ts';
import { addedLines, recipe } from './recipe.ts';

const key = 'acme_key_of_a_test';
/** As merchants choose them. */
const ada = 'ada lovelace/1';
const gold = 'gold & more';

let tree: ChangedTree;
let acme: Acme;
let deployment: Deployment;
let workspace: string;

/** A copy of the project with the made-up provider in it, as processes of its own, beside a service of that provider's. */
beforeAll(async () => {
  tree = await copyTree();
  await tree.apply(await recipe('a provider'));
  await tree.run('typescript/bin/tsc', ['-p', 'tsconfig.json']);
  acme = await startAcme('shop-test', key);
  for (let i = 0; i < 250; i += 1) acme.put('person', `p ${i}`, { first_name: 'No.', last_name: String(i) });
  acme.put('person', ada, { first_name: 'Ada', last_name: 'Lovelace', mail: 'ada@example.com' });
  acme.put('plan', gold, { title: 'Gold', state: 'on' });
  acme.put('plan', 'silver', { title: 'Silver', state: 'off' });
  const env = { ACME_API_BASE: acme.url, ACME_REQUESTS_PER_MINUTE: '6000' };
  deployment = await startDeployment({ root: tree.root, env });
  await deployment.startWorker();
  workspace = (await deployment.call('POST', '/api/v1/workspaces', { name: 'Acme' })).body.id;
}, 240_000);
afterAll(async () => {
  await deployment?.stop();
  await acme?.stop();
  await tree?.remove();
});

const call = (method: string, path: string, body?: object) =>
  deployment.call(method, `/api/v1/workspaces/${workspace}${path}`, body);
const row = async (entity: string, id: string) =>
  (await call('GET', `/${entity}/${encodeURIComponent(id)}?provider=acme&include_deleted=true`)).body;
/** Waits for what the product does by itself. */
const eventually = <T>(check: () => Promise<T>): Promise<T> =>
  vi.waitFor(check, { timeout: 60_000, interval: 100 });

async function sync(mode: 'initial' | 'incremental') {
  const { status, body } = await call('POST', `/sync/acme/${mode}`);
  expect({ status, body }).toMatchObject({ status: 201 });
  return await eventually(async () => {
    const session = (await call('GET', `/sync/sessions/${body.session_id}`)).body;
    expect(session).toMatchObject({ status: 'completed' });
    return session;
  });
}

const eventNamed = async (id: string) =>
  (await call('GET', '/webhook-events')).body.events.find((event: { id: string }) => event.id === id);

it('a provider is its folder, its name and its line in the registry', async () => {
  const diff = await recipe('a provider');
  expect(addedLines(diff, /^src\/providers\/registry\.ts$/)).toHaveLength(2);
  expect(addedLines(diff, /^src\/domain\//)).toHaveLength(1);
  expect(addedLines(diff, /^(?!src\/providers\/acme\/)/)).toHaveLength(3);
});

it('a provider is connected by its own credentials, which are tried and never shown', async () => {
  const connect = (body: object) => call('POST', '/payment-providers/acme', body);
  expect(await connect({ api_key: key })).toMatchObject({ status: 400 });
  expect(await connect({ site: 'shop-test', api_key: 'not the key' })).toMatchObject({
    status: 400,
    body: { code: 'provider_unauthorized' },
  });
  expect(await connect({ site: 'shop-test', api_key: key })).toMatchObject({
    status: 200,
    body: { provider: 'acme', webhook: { status: 'active' } },
  });
  const { body } = await call('GET', '/payment-providers');
  expect(body.providers).toMatchObject([{ provider: 'acme', account_id: 'shop-test', livemode: false }]);
  expect(JSON.stringify(body)).not.toContain(key);
});

it('an entity that a provider does not have is refused by name', async () => {
  expect(await call('POST', '/sync/acme/initial', { entity_types: ['customers', 'prices'] })).toMatchObject({
    status: 400,
    body: { details: [{ field: 'entity_types.1', message: 'Acme has no prices' }] },
  });
});

it('a sequential provider is listed by its own cursor, and wrapped objects fill the columns', async () => {
  const { progress } = await sync('initial');
  expect(progress.entities).toEqual({
    customers: { state: 'complete', pages: 3, listed: 251, written: 251 },
    products: { state: 'complete', pages: 1, listed: 2, written: 2 },
  });
  expect(await row('customers', ada)).toMatchObject({
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    phone: null,
    livemode: null,
    provider_data: { id: ada, first_name: 'Ada' },
  });
  expect(await row('products', gold)).toMatchObject({ name: 'Gold', active: true });
  expect(await row('products', 'silver')).toMatchObject({ active: false });
});

it('an object that a whole listing did not show is fetched, and deleted if it is gone', async () => {
  acme.remove('person', 'p 7');
  const { progress } = await sync('initial');
  expect(progress).toMatchObject({ deleted: 1, entities: { customers: { listed: 250, written: 0 } } });
  expect(await row('customers', 'p 7')).toMatchObject({ deleted_at: expect.any(String) });
});

it('an event about two objects changes both, and is settled once', async () => {
  const person = acme.put('person', ada, { last_name: 'King' });
  const plan = acme.put('plan', gold, { state: 'off' });
  expect(await acme.tell('subscribed', { person, plan })).toEqual([200]);
  await eventually(async () => {
    expect(await row('customers', ada)).toMatchObject({ name: 'Ada King', source: 'event' });
    expect(await row('products', gold)).toMatchObject({ active: false, source: 'event' });
    expect(await eventNamed('event 1')).toMatchObject({ state: 'applied' });
  });
});

it('an older version is stale however late it comes, and an event about nothing is ignored', async () => {
  await acme.tell('changed', { person: { id: ada, revision: 1, first_name: 'Late' } });
  await acme.tell('report_ready', {});
  await eventually(async () => {
    expect(await eventNamed('event 2')).toMatchObject({ state: 'stale' });
    expect(await eventNamed('event 3')).toMatchObject({ state: 'ignored' });
  });
  expect(await row('customers', ada)).toMatchObject({ name: 'Ada King' });
});

it('a deleted id may come back with a newer version', async () => {
  const gone = acme.put('person', ada, {});
  await acme.tell('person_deleted', { person: gone });
  await eventually(async () =>
    expect(await row('customers', ada)).toMatchObject({ deleted_at: expect.any(String) }),
  );
  await acme.tell('changed', { person: acme.put('person', ada, { first_name: 'Another' }) });
  await eventually(async () =>
    expect(await row('customers', ada)).toMatchObject({ name: 'Another King', deleted_at: null }),
  );
});

it('an incremental sync reads its events, and lists nothing', async () => {
  const before = acme.requests.length;
  const { progress } = await sync('incremental');
  expect(progress.notes).toEqual([]);
  const [check, ...others] = acme.requests.slice(before);
  expect(check).toBe('GET /webhook_endpoints');
  expect(others.length).toBeGreaterThan(0);
  expect(others.every((request) => request === 'GET /events')).toBe(true);
});
