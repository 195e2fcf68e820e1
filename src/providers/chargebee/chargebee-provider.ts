import type { Dispatcher } from 'undici';
import { ProviderClock } from '../../domain/provider-clock.ts';
import { parseCredentials } from '../credentials.ts';
import type { Provider } from '../provider.ts';
import type { ProviderDefinition } from '../provider-definition.ts';
import { entityTypesOf } from '../provider-entity.ts';
import { defaultMaxAnswerBytes, sharedAgent } from '../shared-agent.ts';
import { ChargebeeAccount } from './chargebee-account.ts';
import { chargebeeEntities, chargebeeEventTypes } from './chargebee-entities.ts';
import { chargebeeCredentials, chargebeeLimits, chargebeeVariables } from './chargebee-settings.ts';
import { chargebeeApiVersion, chargebeeEvents } from './events/chargebee-event.ts';
import { SiteClient } from './http/site-client.ts';
import { chargebeeKeyGuide } from './key-guide.ts';
import { hasBasicForm, hasBasicAuth } from './webhooks/basic-auth.ts';

export interface ChargebeeOptions {
  /** `https://{site}.chargebee.com`, or a simulator's URL. */
  readonly apiBase: string;
  /** Requests a minute of a live site. */
  readonly perMinute: number;
  readonly maxAnswerBytes?: number;
  readonly agent?: Dispatcher;
}

/** Chargebee. Retries, pace and rate limits are the caller's: the SDK's own are switched off. */
export function chargebeeProvider(options: ChargebeeOptions): Provider {
  const { apiBase, perMinute } = options;
  const { maxAnswerBytes = defaultMaxAnswerBytes, agent = sharedAgent(maxAnswerBytes) } = options;
  // One for all sites: it is Chargebee's clock that they show.
  const clock = new ProviderClock();
  return {
    name: 'chargebee',
    displayName: 'Chargebee',
    entities: chargebeeEntities,
    events: chargebeeEvents,
    keyGuide: chargebeeKeyGuide,
    webhooks: {
      hasForm: hasBasicForm,
      isGenuine: hasBasicAuth,
      eventTypes: chargebeeEventTypes(entityTypesOf({ entities: chargebeeEntities })),
      eventTypesOf: chargebeeEventTypes,
      apiVersion: chargebeeApiVersion,
      secretForm: { label: 'User and password of its basic authentication', placeholder: 'user:password' },
    },
    eventSnapshot: (created) =>
      clock.toLocalTime({ from: created * 1000, to: created * 1000 + 1000 }, Date.now()),
    earliest: Date.UTC(2011, 0) / 1000,
    // Chargebee does not say how long it keeps them; whoever reads later than this lists everything.
    eventsKeptMs: 30 * 24 * 60 * 60 * 1000,
    limits: ({ livemode }) => chargebeeLimits(livemode, perMinute),
    connect(credentials, { signal, through } = {}) {
      const { site, api_key: apiKey } = parseCredentials(chargebeeCredentials, credentials);
      return new ChargebeeAccount({
        site,
        client: new SiteClient({ apiBase, site, apiKey, agent, maxAnswerBytes, signal }),
        clock,
        through,
        fromInternet: new URL(apiBase).hostname.endsWith('.chargebee.com'),
      });
    },
  };
}

export const chargebee: ProviderDefinition<typeof chargebeeCredentials, typeof chargebeeVariables> = {
  credentials: chargebeeCredentials,
  credentialsHint: ({ api_key: key }) => key.slice(-4),
  config: chargebeeVariables,
  open: chargebeeProvider,
};
