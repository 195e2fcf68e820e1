import type { SignedRequest } from '../../core/deliveries/deliveries.ts';
import type { StripeEvent } from '../entity/event.ts';
import type { WebhookEndpoints } from './resource.ts';
import { signatureHeader } from './signature.ts';

/**
 * One attempt as it is sent: labelled with the endpoint's API version, dated and signed now. Undefined if the endpoint is
 * disabled or deleted.
 */
export function signedRequest(
  endpoints: WebhookEndpoints,
  id: string,
  event: StripeEvent,
  livemode: boolean,
  written: (json: string) => string,
): SignedRequest | undefined {
  const endpoint = endpoints.collection.entry(id)?.object;
  if (endpoint?.status !== 'enabled') return undefined;
  const version = endpoint.api_version ?? event.api_version;
  const body = Buffer.from(written(JSON.stringify({ ...event, api_version: version })));
  const seconds = Math.floor(Date.now() / 1000);
  return {
    url: endpoint.url,
    body,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      Accept: '*/*; q=0.5, application/xml',
      'Cache-Control': 'no-cache',
      'Stripe-Signature': signatureHeader(body, endpoints.secrets(id), seconds, livemode),
    },
  };
}
