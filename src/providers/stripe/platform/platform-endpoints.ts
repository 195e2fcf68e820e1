import type Stripe from 'stripe';
import { SyncError } from '../../../domain/sync-error.ts';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import type { WantedEvents, WebhookEndpoints } from '../../webhook-endpoint.ts';
import type { Call } from '../call.ts';
import { StripeWebhookEndpoints } from '../webhooks/webhook-endpoint.ts';

/** The endpoint is all accounts': no work for one of them may change it. */
const refuse = (): never => {
  throw new SyncError('through_platform', "Only the operator can change the platform's endpoint.");
};

/** The platform's one Connect endpoint, as each of its connected accounts may see it. */
export class PlatformEndpoints implements WebhookEndpoints {
  readonly #endpoints: StripeWebhookEndpoints;

  constructor(platform: Stripe, call: Call) {
    this.#endpoints = new StripeWebhookEndpoints(platform, call, { connect: true });
  }

  check(wanted: WantedEvents): Promise<WebhookFault | null> {
    return this.#endpoints.check(wanted, null);
  }

  readonly ensure = refuse;
  readonly create = refuse;
  readonly remove = refuse;
}
