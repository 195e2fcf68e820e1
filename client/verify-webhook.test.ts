import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { verifyWebhook, WebhookRefused } from './verify-webhook.ts';

const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;
const body = JSON.stringify({
  type: 'sync.completed',
  timestamp: '2026-01-01T00:00:00.000Z',
  data: { workspace_id: null },
});

const headersAt = (at: Date) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
});
const headers = headersAt(new Date());

describe('verifyWebhook', () => {
  it('gives the message of a genuine request, from fetch or from Node', () => {
    expect(verifyWebhook(secret, { body, headers })).toEqual(JSON.parse(body));
    expect(verifyWebhook(secret, { body, headers: new Headers(headers) }).type).toBe('sync.completed');
  });

  it('takes any of several secrets', () => {
    expect(verifyWebhook([other, secret], { body, headers }).type).toBe('sync.completed');
  });

  it.each([
    ['another secret', other, { body, headers }],
    ['no secret', [], { body, headers }],
    ['another body', secret, { body: `${body} `, headers }],
    ['no headers', secret, { body, headers: {} }],
    ['an old request', secret, { body, headers: headersAt(new Date(Date.now() - 600_000)) }],
  ])('refuses %s', (_what, secrets, request) => {
    expect(() => verifyWebhook(secrets, request)).toThrow(WebhookRefused);
  });
});
