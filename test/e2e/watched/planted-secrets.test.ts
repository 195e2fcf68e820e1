import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../../dev/stack/free-port.ts';
import type { ChargebeeEvent } from '../../../simulator/chargebee/events/event.ts';
import { mutateSteadily } from '../../../simulator/core/mutate/mutate.ts';
import { entityTypes } from '../../../src/domain/entities/entities.ts';
import { startDeployment, type Deployment } from '../../support/deployment.ts';
import { untilSettled } from '../../support/inbox.ts';
import { TestIssuer } from '../../support/oidc/test-issuer.ts';
import { histories, storedRows } from '../../support/planted/kept-texts.ts';
import { useLink } from '../../support/planted/use-link.ts';
import { startHttpReceiver, type HttpReceiver } from '../../support/receivers/http-receiver.ts';
import { startCollector, type OtlpCollector } from '../../support/receivers/otlp-collector.ts';

const planted = (prefix: string) => `${prefix}${randomBytes(24).toString('hex')}`;
const secrets = new Map<string, string>([
  ['the platform’s key at Stripe', planted('sk_live_')],
  ['the secret of the endpoint for connected accounts', planted('whsec_')],
  ['the token for metrics', planted('metrics')],
  ['the OIDC client’s secret', planted('client')],
  ['a webhook secret by hand', planted('whsec_')],
  ['a key of Chargebee', planted('test_')],
  ['a key of Chargebee that is refused', planted('test_')],
  ['a key of Stripe that is refused', planted('sk_live_')],
  ['an API key that nobody made', planted('wps_')],
]);
const secret = (of: string) => secrets.get(of)!;

let deployment: Deployment;
let receiver: HttpReceiver;
let issuer: TestIssuer;
let collector: OtlpCollector;
let workerMetrics: string;
/** What the processes logged, and what the API answered after each secret was shown once. */
const logged: string[] = [];
const answered: string[] = [];
const streamed: string[] = [];

beforeAll(async () => {
  issuer = await new TestIssuer().start();
  receiver = await startHttpReceiver();
  collector = await startCollector();
  const port = await freePort();
  workerMetrics = `http://127.0.0.1:${port}/metrics`;
  deployment = await startDeployment({
    env: {
      LOG_LEVEL: 'trace',
      METRICS_PORT: String(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      LOOPBACK_WEBHOOK_ENDPOINTS: 'true',
      STRIPE_PLATFORM_KEYS: secret('the platform’s key at Stripe'),
      STRIPE_CONNECT_WEBHOOK_SECRETS: secret('the secret of the endpoint for connected accounts'),
      METRICS_TOKEN: secret('the token for metrics'),
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: issuer.oidc.audience,
      OIDC_CLIENT_ID: 'dashboard',
      OIDC_CLIENT_SECRET: secret('the OIDC client’s secret'),
    },
    print: (line) => logged.push(line),
  });
  secrets.set('the platform’s key', deployment.adminKey);
  secrets.set('the ring', deployment.service.env['CREDENTIAL_KEYS']!.split(':')[1]!);
  await deployment.startWorker();
}, 120_000);
afterAll(async () => {
  await deployment.stop();
  await Promise.all([receiver.stop(), issuer.stop()]);
  collector.close();
});

const ask = async (method: string, path: string, { key, body }: { key?: string; body?: unknown } = {}) => {
  const response = await fetch(deployment.url + path, {
    method,
    headers: {
      authorization: `Bearer ${key ?? deployment.adminKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  answered.push(text, JSON.stringify([...response.headers]));
  return { status: response.status, text };
};

/** Reads a stream to its end, or to its first message. */
async function follow(path: string, until: 'first' | 'end'): Promise<void> {
  const ended = new AbortController();
  const response = await fetch(deployment.url + path, {
    headers: { authorization: `Bearer ${deployment.adminKey}` },
    signal: ended.signal,
  });
  for await (const chunk of response.body!) {
    streamed.push(Buffer.from(chunk as Uint8Array).toString());
    if (until === 'first') break;
  }
  ended.abort();
}

const email = /[\w.+-]+@[\w-]+\.[a-z]{2,}/;
/** Where objects are, and events with them. */
const mayHoldObjects = new Set<string>(entityTypes);
const holdsObjects = (table: string) => mayHoldObjects.has(table) || table.startsWith('webhook_inbox');

test('no secret and no e-mail address is anywhere but where it belongs', { timeout: 180_000 }, async () => {
  const { workspaceId, account } = await deployment.connect({
    customers: 20,
    products: 2,
    prices: 4,
    subscriptions: 5,
  });
  const at = `/api/v1/workspaces/${workspaceId}`;
  // Each of these shows its secret once, as it must.
  const key = (await deployment.call('POST', `${at}/api-keys`, { name: 'k', role: 'owner' })).body
    .key as string;
  const hook = { url: receiver.url };
  secrets.set('an API key', key);
  secrets.set(
    'a signing secret',
    (await deployment.call('POST', `${at}/webhook-endpoints`, hook)).body.secret as string,
  );
  secrets.set('the merchant’s key', [...account.keys.keys()][0]!);
  const token = await issuer.token({ workspaces: [`${workspaceId}:viewer`] });
  secrets.set('a token’s signature', token.split('.')[2]!);

  const synced = await deployment.startSync(workspaceId, 'initial');
  const following = follow(`${at}/sync/sessions/${synced}/stream`, 'end');
  await deployment.service.ended(workspaceId, synced);
  await following;
  await mutateSteadily(account, { count: 20, perSecond: 40, seed: 3 }).done;
  await account.deliveries.settled(30_000);
  // Before the key is revoked: some have to be fetched.
  await untilSettled(deployment.service, [{ workspaceId }]);
  const by = (name: string) => ({ key, body: { api_key: secret(name) } });
  await ask('PATCH', `${at}/payment-providers/stripe`, {
    key,
    body: { webhook_secret: secret('a webhook secret by hand') },
  });
  await ask('PATCH', `${at}/payment-providers/stripe`, by('a key of Stripe that is refused'));
  for (const { id } of account.webhookEndpoints.all())
    secrets.set('the secret of the endpoint that was made', account.webhookEndpoints.secrets(id)[0]!);
  const site = deployment.service.simulator.createSite({
    name: 'shop-test',
    keys: [secret('a key of Chargebee')],
  });
  const shop = { site: 'shop-test', api_key: secret('a key of Chargebee') };
  expect((await ask('POST', `${at}/payment-providers/chargebee`, { key, body: shop })).status).toBe(200);
  for (const { id } of site.webhookEndpoints.all()) {
    const { headers } = site.webhookEndpoints.request(id, {} as ChargebeeEvent)!;
    const [, sent = ''] = headers['Authorization']!.split(' ');
    secrets.set(
      'the password of a webhook of Chargebee',
      Buffer.from(sent, 'base64').toString().split(':')[1]!,
    );
  }
  const link = (await deployment.call('POST', `${at}/connect-sessions`, {})).body.url as string;
  const used = await useLink(link);
  answered.push(used.answers);
  secrets.set('the token of a link', used.token).set('the page that a link opened', used.page);
  const chargebee = { site: 'nowhere-test', api_key: secret('a key of Chargebee that is refused') };
  await ask('PATCH', `${at}/payment-providers/chargebee`, { key, body: chargebee });
  await ask('POST', `${at}/payment-providers/stripe`, { key, body: { ...chargebee, nonsense: true } });
  await ask('GET', at, { key: secret('an API key that nobody made') });
  await ask('GET', at, { key: `${token}x` });
  expect((await ask('GET', at, { key: token })).status).toBe(200);
  account.revokeKey([...account.keys.keys()][0]!);
  const failed = await deployment.startSync(workspaceId, 'initial');
  expect((await deployment.service.ended(workspaceId, failed)).status).toBe('failed');
  for (const path of [
    '',
    '/payment-providers',
    '/sync/sessions',
    '/audit-log',
    '/webhook-endpoints',
    '/api-keys',
    '/connect-sessions',
  ])
    expect((await ask('GET', at + path, { key })).status).toBe(200);
  const metrics = await ask('GET', '/metrics');
  expect(metrics.status).toBe(200);
  await expect.poll(() => receiver.received.length, { timeout: 30_000 }).toBeGreaterThan(2);

  await follow('/api/v1/overview/stream', 'first');
  const ofFailed = () => collector.bodies.some((body) => body.includes('activity closeSession'));
  await expect.poll(ofFailed, { timeout: 20_000 }).toBe(true);

  const stored = await storedRows(deployment);
  const places: Record<string, readonly string[]> = {
    'the logs': logged,
    'the database': stored.map(({ row }) => row),
    'the histories': await histories(deployment),
    'the API’s answers': answered,
    'outgoing webhooks': receiver.received.map((one) => JSON.stringify(one)),
    'the streams': streamed,
    'the traces': collector.bodies,
    'the worker’s metrics': [await (await fetch(workerMetrics)).text()],
  };
  const found: string[] = [];
  for (const [place, texts] of Object.entries(places)) {
    expect({ place, texts: texts.length > 0 }).toEqual({ place, texts: true });
    for (const [name, value] of secrets) {
      const forms = [value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64')];
      if (texts.some((text) => forms.some((form) => text.includes(form)))) found.push(`${name} in ${place}`);
    }
    if (place !== 'the database' && texts.some((text) => email.test(text)))
      found.push(`an e-mail in ${place}`);
  }
  found.push(
    ...stored
      .filter(({ table, row }) => !holdsObjects(table) && email.test(row))
      .map(({ table, row }) => `${email.exec(row)![0]} in the table ${table}`),
  );
  // What is looked for is really there: in the objects.
  expect(stored.some(({ table, row }) => table === 'customers' && email.test(row))).toBe(true);
  expect(found).toEqual([]);
});
