import Stripe from 'stripe';
import type { Dispatcher } from 'undici';
import { ProviderClock } from '../../domain/provider-clock.ts';
import { parseCredentials } from '../credentials.ts';
import type { Provider } from '../provider.ts';
import type { ProviderDefinition } from '../provider-definition.ts';
import { sharedAgent } from '../shared-agent.ts';
import { StripeHttpClient } from './http-client.ts';
import { stripeDashboardUrl } from './dashboard.ts';
import { stripeKeyForm } from './key-form.ts';
import { stripeApiVersion } from './stripe-api-version.ts';
import { StripeAccount } from './stripe-account.ts';
import { stripeEntities } from './stripe-entities.ts';
import { eventTypesOf } from './stripe-entity.ts';
import { stripeEvents } from './events/stripe-event.ts';
import { stripeCredentials, stripeLimits, stripeVariables } from './stripe-settings.ts';
import { webhookEventTypes } from './webhooks/webhook-endpoint.ts';
import { hasStripeForm, verifyStripeWebhook } from './webhooks/webhook-signature.ts';

/** A page of 100 large subscriptions can take Stripe some seconds; a connection that hangs must end sometime. */
const requestTimeoutMs = 30_000;

export interface StripeOptions {
  /** `https://api.stripe.com`, or a simulator's URL. */
  readonly apiBase: string;
  /** Requests a second of a live account, if they are not what Stripe documents. */
  readonly totalRate?: number;
  readonly endpointRate?: number;
  readonly agent?: Dispatcher;
}

/** Stripe. Retries, pace and rate limits are the caller's: the SDK's own are switched off. */
export function stripeProvider({ apiBase, agent = sharedAgent(), ...rates }: StripeOptions): Provider {
  const base = new URL(apiBase);
  // One for all accounts: it is Stripe's clock that they show.
  const clock = new ProviderClock();
  const protocol = base.protocol === 'http:' ? 'http' : 'https';
  return {
    name: 'stripe',
    displayName: 'Stripe',
    entities: stripeEntities,
    events: stripeEvents,
    webhooks: {
      hasForm: hasStripeForm,
      verify: verifyStripeWebhook,
      eventTypes: eventTypesOf(Object.values(stripeEntities)),
      eventTypesOf: webhookEventTypes,
      apiVersion: stripeApiVersion,
      secretForm: { label: 'Its signing secret', placeholder: 'whsec_…' },
    },
    keyForm: stripeKeyForm,
    dashboardUrl: stripeDashboardUrl,
    eventSnapshot: (created) =>
      clock.toLocalTime({ from: created * 1000, to: created * 1000 + 1000 }, Date.now()),
    earliest: Date.UTC(2010, 0) / 1000,
    eventsKeptMs: 30 * 24 * 60 * 60 * 1000,
    limits: ({ livemode }) => stripeLimits(livemode, rates),
    connect(credentials, options = {}) {
      const { api_key: apiKey } = parseCredentials(stripeCredentials, credentials);
      return new StripeAccount(
        new Stripe(apiKey, {
          apiVersion: stripeApiVersion,
          host: base.hostname,
          port: base.port === '' ? (protocol === 'http' ? 80 : 443) : base.port,
          protocol,
          maxNetworkRetries: 0,
          telemetry: false,
          timeout: requestTimeoutMs,
          httpClient: new StripeHttpClient(agent, options.signal),
          appInfo: { name: 'workspace-payment-sync' },
        }),
        apiKey,
        clock,
        options.through,
        base.hostname === 'api.stripe.com',
      );
    },
  };
}

export const stripe: ProviderDefinition<typeof stripeCredentials, typeof stripeVariables> = {
  credentials: stripeCredentials,
  credentialsHint: ({ api_key: key }) => key.slice(-4),
  config: stripeVariables,
  open: stripeProvider,
};
