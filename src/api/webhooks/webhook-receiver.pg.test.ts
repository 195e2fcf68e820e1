import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { TestApi } from '../../../test/support/api.ts';
import { receiverTest as it } from '../../../test/support/api-test.ts';
import { connectedWorkspace, eventBody, signature, webhookPath } from '../../../test/support/webhooks.ts';
import { listen } from '../../processes/listen.ts';

const idOf = (body: string): string => JSON.parse(body).id;

async function send(api: TestApi, to: string, body: string, headers: Record<string, string>) {
  const answer = await api.app.request(to, { method: 'POST', headers, body });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}
const signed = (body: string, by: string, secondsAgo = 0) => ({
  'stripe-signature': signature(body, by, secondsAgo),
});

describe('a webhook', () => {
  it('is stored as it was signed before it is acknowledged', async ({
    api,
    workspace,
    inbox,
    payload,
    secret,
  }) => {
    const body = eventBody({ note: 'ü € 😀', created: 1_760_000_000 }).replace('"note"', '\n  "note"');
    expect(await send(api, webhookPath(workspace), body, signed(body, secret))).toMatchObject({
      status: 200,
      body: { received: true },
    });
    expect(await inbox()).toMatchObject([
      {
        eventId: idOf(body),
        eventType: 'customer.updated',
        eventCreatedAt: new Date(1_760_000_000_000),
        objectId: 'cus_1',
        state: 'stored',
      },
    ]);
    expect(await payload(idOf(body))).toBe(body);
  });

  it.for([
    { what: 'of an unknown type', more: { type: 'unicorn.sighted' } },
    { what: 'without an object', more: { data: {} } },
    { what: 'of an object that never existed', more: { data: { object: { id: 'cus_never', created: 1 } } } },
    {
      what: 'with characters that Postgres cannot store',
      more: { type: 'a\u0000b', data: { object: { id: 'x\u0000\ud800' } } },
    },
  ])(
    '$what is stored: what becomes of it is decided later',
    async ({ more }, { api, workspace, inbox, payload, secret }) => {
      const body = eventBody(more);
      expect(await send(api, webhookPath(workspace), body, signed(body, secret))).toMatchObject({
        status: 200,
      });
      expect(await inbox()).toMatchObject([{ eventId: idOf(body) }]);
      expect(await payload(idOf(body))).toBe(body);
    },
  );

  it.for([
    { what: 'no JSON', body: 'hello' },
    { what: 'empty', body: '' },
    { what: 'cut off', body: eventBody().slice(0, -20) },
    { what: 'no object', body: '[]' },
    { what: 'null', body: 'null' },
    { what: 'an event without an id', body: eventBody({ id: undefined }) },
    { what: 'an event whose id is too long', body: eventBody({ id: 'e'.repeat(256) }) },
    { what: 'an event without a type', body: eventBody({ type: null }) },
    { what: 'an event without a date', body: eventBody({ created: 'now' }) },
  ])(
    'that is signed, but $what, is refused and not stored',
    async ({ body }, { api, workspace, inbox, secret }) => {
      expect(await send(api, webhookPath(workspace), body, signed(body, secret))).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', request_id: expect.any(String) },
      });
      expect(await inbox()).toEqual([]);
    },
  );

  it.for([{ account: 'acct_another' }, { context: 'org_1/acct_another' }, { livemode: true }])(
    'is acknowledged and stored although it is not the account’s, since the provider would send it for days: %o',
    async (origin, { api, workspace, inbox, secret }) => {
      const body = eventBody({ type: 'product.deleted', data: { object: { id: 'gold' } }, ...origin });
      expect(await send(api, webhookPath(workspace), body, signed(body, secret))).toMatchObject({
        status: 200,
      });
      expect(await inbox()).toHaveLength(1);
    },
  );

  it('may have 16 MiB, and not one byte more, declared or not', async ({ api, workspace, inbox, secret }) => {
    const padding = 16 * 1024 * 1024 - Buffer.byteLength(eventBody({ padding: '' }));
    const [fits, exceeds] = [padding, padding + 1].map((size) =>
      eventBody({ padding: 'x'.repeat(size) }),
    ) as [string, string];
    expect(Buffer.byteLength(fits)).toBe(16 * 1024 * 1024);
    expect(await send(api, webhookPath(workspace), fits, signed(fits, secret))).toMatchObject({
      status: 200,
    });
    const declared = { 'content-length': String(Buffer.byteLength(exceeds)) };
    for (const headers of [signed(exceeds, secret), { ...signed(exceeds, secret), ...declared }]) {
      expect(await send(api, webhookPath(workspace), exceeds, headers)).toMatchObject({
        status: 413,
        body: { code: 'payload_too_large' },
      });
    }
    expect(await inbox()).toHaveLength(1);
  });
});

describe('a webhook that is not signed by the workspace of its address', () => {
  it('gets one and the same answer, whatever is wrong, and is not stored', async ({
    api,
    workspace,
    secret,
    inbox,
  }) => {
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
      ['this secret at another workspace', webhookPath(other.workspace), signed(body, secret)],
      ['301 s ago', webhookPath(workspace), signed(body, secret, 301)],
      ['in 302 s', webhookPath(workspace), signed(body, secret, -302)],
      ['another body', webhookPath(workspace), signed(`${body} `, secret)],
      ['an unknown workspace', webhookPath(randomUUID()), signed(body, secret)],
      ['a workspace without the provider', webhookPath(unconfigured), signed(body, secret)],
      ['a disconnected provider', webhookPath(disconnected.workspace), signed(body, disconnected.secret)],
      ['no UUID', webhookPath('1;drop'), signed(body, secret)],
      ['an unknown provider', webhookPath(workspace, 'paypal'), signed(body, secret)],
    ];
    const answers = [];
    for (const [what, to, headers] of cases) {
      const answer = await send(api, to, body, headers);
      expect({ what, status: answer.status }).toEqual({ what, status: 400 });
      answers.push({ headers: [...answer.headers], body: { ...(answer.body as object), request_id: '' } });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    for (const of of [workspace, other.workspace, disconnected.workspace])
      expect(await inbox(of)).toEqual([]);
  });
});

describe('over a real connection', () => {
  it('a body that is too large is refused without being read, and the next request is served', async ({
    api,
    workspace,
    secret,
  }) => {
    const server = await listen(api.app, { host: '127.0.0.1', port: 0 });
    try {
      const url = `http://127.0.0.1:${server.port}${webhookPath(workspace)}`;
      const headers = signed('', secret);
      const large = await fetch(url, { method: 'POST', headers, body: 'x'.repeat(20 * 1024 * 1024) }).catch(
        () => undefined,
      );
      // The sender may be cut off before it reads the answer: either way nothing of it is kept.
      expect(large?.status ?? 413).toBe(413);
      const streamed = new ReadableStream({
        start(controller) {
          for (let i = 0; i < 60; i += 1) controller.enqueue(new Uint8Array(300_000));
          controller.close();
        },
      });
      const chunked = await fetch(url, { method: 'POST', headers, body: streamed, duplex: 'half' }).catch(
        () => undefined,
      );
      expect(chunked?.status ?? 413).toBe(413);
      const body = eventBody();
      const answer = await fetch(url, { method: 'POST', body, headers: signed(body, secret) });
      expect([answer.status, await answer.text()]).toEqual([200, '{"received":true}']);
    } finally {
      await server.close(1_000);
    }
  });
});
