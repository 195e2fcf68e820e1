import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from '../../../test/support/api.ts';
import { startTcpProxy } from '../../../test/support/tcp-proxy.ts';
import {
  connectedWorkspace,
  deliver,
  eventBody,
  secretsOf,
  signature,
  webhookPath,
} from '../../../test/support/webhooks.ts';
import { openDatabase } from '../../db/database.ts';
import { listenForSecretChanges } from '../../db/connections/secret-changes.ts';
import type { WorkspaceId } from '../../domain/ids.ts';
import { listen } from '../../processes/listen.ts';
import { createApp } from '../app.ts';
import { openSecrets, sealSecrets } from '../../services/webhook-endpoints/webhook-secrets.ts';

let api: TestApi;
let workspace: WorkspaceId;
let secret: string;
let key: string;

beforeAll(async () => {
  api = await startTestApi();
});
beforeEach(async () => {
  api.gateway.away = false;
  ({ workspace, secret, key } = await connectedWorkspace(api));
});
afterAll(() => api.stop());

const inbox = (of = workspace) => api.db.inWorkspace(of, (ws) => ws.inbox.list({ limit: 20_000 }));
const idOf = (body: string): string => JSON.parse(body).id;

async function send(to: string, body: string, headers: Record<string, string>) {
  const answer = await api.app.request(to, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
const signed = (body: string, by = secret, secondsAgo = 0) => ({
  'stripe-signature': signature(body, by, secondsAgo),
});

describe('a webhook', () => {
  it('is stored as it was signed before it is acknowledged', async () => {
    const body = eventBody({ note: 'ü € 😀', created: 1_760_000_000 }).replace('"note"', '\n  "note"');
    expect(await send(webhookPath(workspace), body, signed(body))).toMatchObject({
      status: 200,
      body: { received: true },
    });
    expect(await inbox()).toMatchObject([
      {
        eventId: idOf(body),
        eventType: 'customer.updated',
        eventCreatedAt: new Date(1_760_000_000_000),
        objectId: 'cus_1',
        payload: body,
        state: 'stored',
      },
    ]);
  });

  it.each([
    ['of a type that nobody knows', { type: 'unicorn.sighted' }],
    ['without an object', { data: {} }],
    ['of an object that never existed', { data: { object: { id: 'cus_never', created: 1 } } }],
    [
      'with characters that Postgres cannot store',
      { type: 'a\u0000b', data: { object: { id: 'x\u0000\ud800' } } },
    ],
  ])('%s is stored: what becomes of it is decided later', async (_, more) => {
    const body = eventBody(more);
    expect(await send(webhookPath(workspace), body, signed(body))).toMatchObject({ status: 200 });
    expect(await inbox()).toMatchObject([{ eventId: idOf(body), payload: body }]);
  });

  it.each([
    ['no JSON', 'hello'],
    ['empty', ''],
    ['cut off', eventBody().slice(0, -20)],
    ['no object', '[]'],
    ['null', 'null'],
    ['an event without an id', eventBody({ id: undefined })],
    ['an event with an id of another kind', eventBody({ id: 'cus_1' })],
    ['an event without a type', eventBody({ type: null })],
    ['an event without a date', eventBody({ created: 'now' })],
  ])('that is signed, but %s, is refused and not stored', async (_, body) => {
    expect(await send(webhookPath(workspace), body, signed(body))).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', request_id: expect.any(String) },
    });
    expect(await inbox()).toEqual([]);
  });

  it('may have 1 MiB, and not one byte more, declared or not', async () => {
    const padding = 1024 * 1024 - Buffer.byteLength(eventBody({ padding: '' }));
    const [fits, exceeds] = [padding, padding + 1].map((size) =>
      eventBody({ padding: 'x'.repeat(size) }),
    ) as [string, string];
    expect(Buffer.byteLength(fits)).toBe(1024 * 1024);
    expect(await send(webhookPath(workspace), fits, signed(fits))).toMatchObject({ status: 200 });
    const declared = { 'content-length': String(Buffer.byteLength(exceeds)) };
    for (const headers of [signed(exceeds), { ...signed(exceeds), ...declared }]) {
      expect(await send(webhookPath(workspace), exceeds, headers)).toMatchObject({
        status: 413,
        body: { code: 'payload_too_large' },
      });
    }
    expect(await inbox()).toHaveLength(1);
  });
});

describe('what is not signed by whom the address names', () => {
  it('gets one and the same answer, whatever is wrong, and is not stored', async () => {
    const body = eventBody();
    const other = await connectedWorkspace(api);
    const disconnected = await connectedWorkspace(api);
    const path = `/api/v1/workspaces/${disconnected.workspace}/payment-providers/stripe`;
    await api.request('DELETE', path, { key: disconnected.key });
    const unconfigured = await api.workspace();
    const cases: [string, string, Record<string, string>][] = [
      ['no signature', webhookPath(workspace), {}],
      ['nonsense', webhookPath(workspace), { 'stripe-signature': 'nonsense' }],
      ['another secret', webhookPath(workspace), signed(body, 'whsec_of_nobody')],
      ['the secret of another workspace', webhookPath(workspace), signed(body, other.secret)],
      ['this secret at another workspace', webhookPath(other.workspace), signed(body)],
      ['301 s ago', webhookPath(workspace), signed(body, secret, 301)],
      ['in 302 s', webhookPath(workspace), signed(body, secret, -302)],
      ['another body', webhookPath(workspace), signed(`${body} `)],
      ['an unknown workspace', webhookPath(randomUUID()), signed(body)],
      ['a workspace without the provider', webhookPath(unconfigured), signed(body)],
      ['a disconnected provider', webhookPath(disconnected.workspace), signed(body, disconnected.secret)],
      ['no UUID', webhookPath('1;drop'), signed(body)],
      ['an unknown provider', webhookPath(workspace, 'paypal'), signed(body)],
    ];
    const answers = [];
    for (const [what, to, headers] of cases) {
      const answer = await send(to, body, headers);
      expect({ what, status: answer.status }).toEqual({ what, status: 400 });
      answers.push({ headers: [...answer.headers], body: { ...(answer.body as object), request_id: '' } });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    for (const of of [workspace, other.workspace, disconnected.workspace])
      expect(await inbox(of)).toEqual([]);
  });
});

describe('at once', () => {
  it('the same event a thousand times is stored once, and each sender is told', async () => {
    const body = eventBody();
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => deliver(api.app, workspace, body, secret)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox()).toHaveLength(1);
  });

  it('10,000 different events of one workspace are all stored, by few statements', async () => {
    const bodies = Array.from({ length: 10_000 }, () => eventBody());
    let statements = 0;
    const inWorkspaces: typeof api.db.inWorkspaces = (parts) => {
      statements += parts.length;
      return api.db.inWorkspaces(parts);
    };
    const app = createApp({ ...api.deps, db: { ...api.db, inWorkspaces } });
    const answers = await Promise.all(bodies.map((body) => deliver(app, workspace, body, secret)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(new Set((await inbox()).map(({ eventId }) => eventId))).toEqual(new Set(bodies.map(idOf)));
    expect(statements).toBeLessThan(200);
  });

  it('each workspace gets its own', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
    const sent = others.flatMap((other) =>
      Array.from({ length: 50 }, () => ({ ...other, body: eventBody() })),
    );
    await Promise.all(sent.map((one) => deliver(api.app, one.workspace, one.body, one.secret)));
    for (const other of others) {
      const expected = sent.filter((one) => one.workspace === other.workspace).map(({ body }) => idOf(body));
      expect(new Set((await inbox(other.workspace)).map(({ eventId }) => eventId))).toEqual(
        new Set(expected),
      );
    }
  });

  it('those of fifty workspaces are stored by few transactions, each workspace’s by itself', async () => {
    const others = await Promise.all(Array.from({ length: 50 }, () => connectedWorkspace(api)));
    const sent = Array.from({ length: 1_000 }, (_, i) => ({ ...others[i % 50]!, body: eventBody() }));
    let transactions = 0;
    const inWorkspaces: typeof api.db.inWorkspaces = (parts) => {
      transactions += 1;
      expect(new Set(parts.map(({ workspace: of }) => of)).size).toBe(parts.length);
      return api.db.inWorkspaces(parts);
    };
    const app = createApp({ ...api.deps, db: { ...api.db, inWorkspaces } });
    const answers = await Promise.all(sent.map((one) => deliver(app, one.workspace, one.body, one.secret)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(transactions).toBeLessThan(200);
    for (const other of others) expect(await inbox(other.workspace)).toHaveLength(20);
  });

  it('one that the database refuses fails no other that shares its transaction, of whichever workspace', async () => {
    const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
    const owner = new Client({ connectionString: api.databaseUrl });
    await owner.connect();
    const refusal = `check (object_id <> 'cus_poison') not valid`;
    await owner.query(`alter table webhook_inbox add constraint no_poison ${refusal}`);
    try {
      const poison = eventBody({ data: { object: { id: 'cus_poison', object: 'customer' } } });
      const bodies = [eventBody(), poison, eventBody()];
      const all = [...others, { workspace, secret }].flatMap((to, i) =>
        bodies.map((body) => ({ ...to, body: body === poison && i === 0 ? poison : eventBody() })),
      );
      const answers = await Promise.all(
        all.map((one) => deliver(api.app, one.workspace, one.body, one.secret)),
      );
      expect(answers.map(({ status }) => status === 200)).toEqual(all.map(({ body }) => body !== poison));
      expect(await inbox(others[0]!.workspace)).toHaveLength(2);
      for (const other of others.slice(1)) expect(await inbox(other.workspace)).toHaveLength(3);
    } finally {
      await owner.query('alter table webhook_inbox drop constraint no_poison');
      await owner.end();
    }
  });

  it('one workspace’s whose inbox is locked delay nobody else’s', async () => {
    const other = await connectedWorkspace(api);
    for (const to of [other, { workspace, secret }])
      await deliver(api.app, to.workspace, eventBody(), to.secret);
    const gate = Promise.withResolvers<void>();
    const holding = Promise.withResolvers<void>();
    const holder = api.db.inWorkspace(workspace, async (ws) => {
      await ws.inboxLeases.take('stripe', randomUUID(), 60);
      holding.resolve();
      await gate.promise;
    });
    await holding.promise;
    let answered = 0;
    const locked = [1, 2].map(async () => {
      const { status } = await deliver(api.app, workspace, eventBody(), secret);
      answered += 1;
      return status;
    });
    for (let round = 0; round < 3; round += 1) {
      const free = [1, 2, 3].map(() => deliver(api.app, other.workspace, eventBody(), other.secret));
      expect((await Promise.all(free)).map(({ status }) => status)).toEqual([200, 200, 200]);
    }
    expect(answered).toBe(0);
    gate.resolve();
    await holder;
    expect(await Promise.all(locked)).toEqual([200, 200]);
    expect(await inbox()).toHaveLength(3);
    expect(await inbox(other.workspace)).toHaveLength(10);
  });

  it('more than a workspace may get are told when to come again, and hold up nobody else', async () => {
    const app = createApp({ ...api.deps, config: { ...api.deps.config, webhooksPerSecond: 1 } });
    const other = await connectedWorkspace(api);
    const answers = [];
    for (let i = 0; i < 20; i += 1) answers.push(await deliver(app, workspace, eventBody(), secret));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    for (const { headers } of refused) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await inbox()).length).toBe(20 - refused.length);
    expect((await deliver(app, other.workspace, eventBody(), other.secret)).status).toBe(200);
  });
});

describe('the workflow', () => {
  it('is woken when an event is stored, and not again while it was asked and has not come', async () => {
    const woken = () => api.gateway.woken.filter((id) => id.includes(workspace)).length;
    for (let i = 0; i < 5; i += 1) await deliver(api.app, workspace, eventBody(), secret);
    expect(woken()).toBe(1);
  });

  it('being away makes no webhook fail', async () => {
    api.gateway.away = true;
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => deliver(api.app, workspace, eventBody(), secret)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await inbox()).toHaveLength(20);
  });
});

describe('a secret that was exchanged', () => {
  it('works with the next request in every process, and so does the one before', async () => {
    const elsewhere = createApp(api.deps);
    const apps = [api.app, elsewhere];
    for (const app of apps) expect((await deliver(app, workspace, eventBody(), secret)).status).toBe(200);
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    for (let round = 0; round < 5; round += 1) {
      expect((await api.request('POST', `${path}/webhook/rotate`, { key })).status).toBe(200);
      const [latest, before] = await secretsOf(api, workspace);
      expect(latest).not.toBe(secret);
      for (const by of [latest!, before!, secret]) {
        for (const app of apps) expect((await deliver(app, workspace, eventBody(), by)).status).toBe(200);
      }
    }
  });

  it('works also where nobody hears of the exchange', async () => {
    const deaf = createApp({ ...api.deps, secretChanges: { listening: true, subscribe: () => {} } });
    expect((await deliver(deaf, workspace, eventBody(), secret)).status).toBe(200);
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('PATCH', path, { key, body: { webhook_secret: 'whsec_by_hand' } });
    expect((await deliver(deaf, workspace, eventBody(), 'whsec_by_hand')).status).toBe(200);
  });

  it('ends for all processes when the provider is disconnected', async () => {
    const elsewhere = createApp(api.deps);
    for (const app of [api.app, elsewhere]) await deliver(app, workspace, eventBody(), secret);
    await api.request('DELETE', `/api/v1/workspaces/${workspace}/payment-providers/stripe`, { key });
    for (const app of [api.app, elsewhere]) {
      const refused = async () => (await deliver(app, workspace, eventBody(), secret)).status === 400;
      for (const until = Date.now() + 5_000; !(await refused()) && Date.now() < until;) await sleep(10);
      expect(await refused()).toBe(true);
    }
  });
});

describe('an endpoint whose successor took over a day ago', () => {
  it('is removed at the provider with the next webhook', async () => {
    const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
    await api.request('POST', `${path}/webhook/rotate`, { key });
    const row = (await api.db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe')))!;
    const owner = { workspaceId: workspace, provider: 'stripe' } as const;
    const aDayLater = openSecrets(api.keyring, owner, row.webhookSecretEncrypted).map((one) => ({
      ...one,
      validUntil: one.validUntil === null ? null : Date.now() - 1,
    }));
    const webhookSecretEncrypted = sealSecrets(api.keyring, owner, aDayLater);
    await api.db.inWorkspace(workspace, (ws) =>
      ws.paymentConfigs.update('stripe', { webhookSecretEncrypted }),
    );
    const account = api.simulator.account(row.accountId);
    const endpoints = () => [...account.webhookEndpoints.subscribed('customer.updated')].map(({ id }) => id);
    expect(endpoints()).toHaveLength(2);
    expect((await deliver(api.app, workspace, eventBody(), secret)).status).toBe(400);
    expect((await deliver(api.app, workspace, eventBody(), aDayLater[0]!.secret)).status).toBe(200);
    for (const until = Date.now() + 5_000; endpoints().length > 1 && Date.now() < until;) await sleep(10);
    expect(endpoints()).toEqual([row.webhookEndpointId]);
    for (
      const until = Date.now() + 5_000;
      (await secretsOf(api, workspace)).length > 1 && Date.now() < until;
    )
      await sleep(10);
    expect(await secretsOf(api, workspace)).toEqual([aDayLater[0]!.secret]);
  });
});

describe('while Postgres is away', () => {
  it('webhooks are told to come again, and none that was acknowledged is missing', async () => {
    const way = await startTcpProxy(api.databaseUrl);
    const db = openDatabase({ url: way.url, maxConnections: 4, applicationName: 'test' });
    const secretChanges = listenForSecretChanges({ url: way.url, applicationName: 'test' });
    const app = createApp({ ...api.deps, db, secretChanges });
    try {
      const others = await Promise.all([1, 2, 3].map(() => connectedWorkspace(api)));
      const receivers = [{ workspace, secret }, ...others];
      const acknowledged: string[] = [];
      const statuses = new Map<number, number>();
      const enoughSent = new AbortController();
      const sender = async (_: unknown, i: number) => {
        const to = receivers[i % receivers.length]!;
        while (!enoughSent.signal.aborted) {
          const body = eventBody();
          const { status, headers } = await deliver(app, to.workspace, body, to.secret);
          if (status === 200) acknowledged.push(idOf(body));
          if (status === 503) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          await sleep(2);
        }
      };
      const senders = Array.from({ length: 20 }, sender);
      const enough = async (status: number, count: number) => {
        for (const until = Date.now() + 15_000; (statuses.get(status) ?? 0) < count && Date.now() < until;)
          await sleep(10);
      };
      await enough(200, 100);
      await way.cut();
      await enough(503, 100);
      await way.restore();
      await enough(200, 1 + 100 + (statuses.get(200) ?? 0));
      enoughSent.abort();
      await Promise.all(senders);
      expect(new Set(statuses.keys())).toEqual(new Set([200, 503]));
      const kept = await Promise.all(receivers.map(({ workspace: of }) => inbox(of)));
      const stored = new Set(kept.flat().map(({ eventId }) => eventId));
      expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    } finally {
      await Promise.allSettled([db.close(), secretChanges.close()]);
      await way.cut();
    }
  });
});

describe('over a real connection', () => {
  it('a body that is too large is refused without being read, and the next request is served', async () => {
    const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
    try {
      const url = `http://127.0.0.1:${server.port}${webhookPath(workspace)}`;
      const large = await fetch(url, { method: 'POST', body: 'x'.repeat(4 * 1024 * 1024) }).catch(
        () => undefined,
      );
      // The sender may be cut off before it reads the answer: either way nothing of it is kept.
      expect(large?.status ?? 413).toBe(413);
      const streamed = new ReadableStream({
        start(controller) {
          for (let i = 0; i < 5; i += 1) controller.enqueue(new Uint8Array(300_000));
          controller.close();
        },
      });
      const chunked = await fetch(url, { method: 'POST', body: streamed, duplex: 'half' }).catch(
        () => undefined,
      );
      expect(chunked?.status ?? 413).toBe(413);
      const body = eventBody();
      const answer = await fetch(url, { method: 'POST', body, headers: signed(body) });
      expect([answer.status, await answer.text()]).toEqual([200, '{"received":true}']);
    } finally {
      await server.close(1_000);
    }
  });
});
