import Stripe from 'stripe';
import type { Dispatcher } from 'undici';
import { ProviderClock } from '../../domain/provider-clock.ts';
import type { Provider } from '../provider.ts';
import type { ProviderDefinition } from '../provider-definition.ts';
import { defaultMaxAnswerBytes, sharedAgent } from '../shared-agent.ts';
import { StripeHttpClient, type Way } from './http-client.ts';
import { stripeDashboardUrl } from './dashboard.ts';
import { stripeKeyForm } from './key-form.ts';
import { stripeApiVersion } from './stripe-api-version.ts';
import { StripeAccount } from './stripe-account.ts';
import { stripeEntities } from './stripe-entities.ts';
import { eventTypesOf } from './stripe-entity.ts';
import { stripeEvents } from './events/stripe-event.ts';
import { StripePlatform } from './platform/stripe-platform.ts';
import type { ByMode } from './platform/platform-settings.ts';
import { accessBy, type OpenClient } from './stripe-access.ts';
import { stripeCredentials } from './stripe-credentials.ts';
import { connectBase as defaultConnectBase, stripeLimits, stripeVariables } from './stripe-settings.ts';
import { webhookEventTypes } from './webhooks/webhook-endpoint.ts';
import { hasStripeForm, isStripesWebhook } from './webhooks/webhook-signature.ts';

/** A page of 100 large subscriptions can take Stripe some seconds; a connection that hangs must end sometime. */
const requestTimeoutMs = 30_000;

export interface StripeOptions {
  /** `https://api.stripe.com`, or a simulator's URL. */
  readonly apiBase: string;
  /** Requests a second of a live account, if they are not what Stripe documents. */
  readonly totalRate?: number;
  readonly endpointRate?: number;
  readonly maxAnswerBytes?: number;
  readonly agent?: Dispatcher;
  /** The platform's own account, for those that are connected to it. */
  readonly platformKeys?: ByMode | undefined;
  readonly connectClientIds?: ByMode | undefined;
  readonly connectWebhookSecrets?: readonly string[] | undefined;
  readonly connectBase?: string;
}

/** Stripe. Retries, pace and rate limits are the caller's: the SDK's own are switched off. */
export function stripeProvider(options: StripeOptions): Provider {
  const { apiBase, platformKeys, connectBase = defaultConnectBase } = options;
  const { maxAnswerBytes = defaultMaxAnswerBytes, agent = sharedAgent(maxAnswerBytes) } = options;
  const fromInternet = new URL(apiBase).hostname === 'api.stripe.com';
  // One for all accounts: it is Stripe's clock that they show.
  const clock = new ProviderClock();
  const clients = (signal?: AbortSignal) => clientOpener(apiBase, { agent, maxAnswerBytes }, signal);
  const platform =
    platformKeys === undefined
      ? undefined
      : new StripePlatform({
          keys: platformKeys,
          clientIds: options.connectClientIds,
          webhookSecrets: options.connectWebhookSecrets ?? [],
          connectBase,
          agent,
          open: clients(),
          fromInternet,
        });
  return {
    name: 'stripe',
    displayName: 'Stripe',
    entities: stripeEntities,
    events: stripeEvents,
    webhooks: {
      hasForm: hasStripeForm,
      isGenuine: isStripesWebhook,
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
    // A request with another account's header counts in that account: "per Stripe account" (docs.stripe.com/rate-limits).
    limits: ({ livemode }) => stripeLimits(livemode, options),
    ...(platform !== undefined && { platform }),
    connect(credentials, { signal, through } = {}) {
      const access = accessBy(clients(signal), platformKeys, credentials);
      return new StripeAccount(access, clock, through, fromInternet);
    },
  };
}

const clientOpener =
  (apiBase: string, way: Way, signal: AbortSignal | undefined): OpenClient =>
  (apiKey, { account, context } = {}) => {
    const base = new URL(apiBase);
    const protocol = base.protocol === 'http:' ? 'http' : 'https';
    return new Stripe(apiKey, {
      apiVersion: stripeApiVersion,
      host: base.hostname,
      port: base.port === '' ? (protocol === 'http' ? 80 : 443) : base.port,
      protocol,
      maxNetworkRetries: 0,
      telemetry: false,
      timeout: requestTimeoutMs,
      httpClient: new StripeHttpClient(way, signal),
      appInfo: { name: 'workspace-payment-sync' },
      ...(account !== undefined && { stripeAccount: account }),
      ...(context !== undefined && { stripeContext: context }),
    });
  };

export const stripe: ProviderDefinition<typeof stripeCredentials, typeof stripeVariables> = {
  credentials: stripeCredentials,
  credentialsHint: (credentials) => (credentials.api_key ?? credentials.account ?? '').slice(-4),
  config: stripeVariables,
  open: stripeProvider,
};
