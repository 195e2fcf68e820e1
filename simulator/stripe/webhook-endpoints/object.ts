import type Stripe from 'stripe';
import type { Wire } from '../wire/wire.ts';

export type WebhookEndpoint = Wire<Stripe.WebhookEndpoint>;

type Given = 'id' | 'created' | 'livemode' | 'url' | 'enabled_events';

export function webhookEndpointObject(
  fields: Pick<WebhookEndpoint, Given> & Partial<WebhookEndpoint>,
): WebhookEndpoint {
  const { id, ...rest } = fields;
  return {
    id,
    object: 'webhook_endpoint',
    api_version: null,
    application: null,
    description: null,
    metadata: {},
    status: 'enabled',
    ...rest,
  };
}
