import type { StripeEvent } from '../objects/event.ts';
import type { WebhookEndpoint } from '../objects/webhook-endpoint.ts';
import { signatureHeader } from './signature.ts';

/** One attempt as it is sent: labelled with the endpoint's API version, dated and signed now. */
export function letterOf(
  event: StripeEvent,
  endpoint: WebhookEndpoint,
  secrets: readonly string[],
  livemode: boolean,
): { headers: Record<string, string>; body: Buffer } {
  const body = Buffer.from(
    JSON.stringify({ ...event, api_version: endpoint.api_version ?? event.api_version }),
  );
  const seconds = Math.floor(Date.now() / 1000);
  return {
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      Accept: '*/*; q=0.5, application/xml',
      'Cache-Control': 'no-cache',
      'Stripe-Signature': signatureHeader(body, secrets, seconds, livemode),
    },
  };
}
