import type Stripe from 'stripe';
import type { EntityType } from '../../../domain/entities/entities.ts';
import { SyncError } from '../../../domain/sync-error.ts';
import type { WebhookFault } from '../../../domain/webhook-fault.ts';
import { isPublicAddress } from '../../public-address.ts';
import type {
  EnsuredWebhookEndpoint,
  NewWebhookEndpoint,
  WantedEvents,
  WebhookEndpointRequest,
  WebhookEndpoints,
} from '../../webhook-endpoint.ts';
import { impossible, listReader } from '../answers.ts';
import type { Call } from '../call.ts';
import { stripeApiVersion } from '../stripe-api-version.ts';
import { stripeEntityOf } from '../stripe-entities.ts';
import { eventTypesOf } from '../stripe-entity.ts';
import { asSyncError } from '../stripe-error.ts';
import { deauthorized } from '../platform/platform-event.ts';
import { faultOf } from './webhook-fault.ts';

type Endpoint = Stripe.WebhookEndpoint;

/** The events about copied entities; no others are requested. */
export const webhookEventTypes = (entityTypes: readonly EntityType[]) =>
  // Stripe's types list the events that an endpoint may enable apart from those that exist: the same names.
  eventTypesOf(
    entityTypes.map((entityType) => stripeEntityOf(entityType)),
  ) as Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const endpoints = '/v1/webhook_endpoints';
/** Metadata of every endpoint that this service made: the workspace it is for. */
const ownerKey = 'workspace_payment_sync';
const ignored = () => {};
const description = 'Keeps a copy of this account (workspace-payment-sync). Removed when it is disconnected.';
const platformDescription =
  'Tells of changes in connected accounts that are copied (workspace-payment-sync).';

interface EndpointOptions {
  /** Webhooks come from Stripe itself, which reaches public addresses only. */
  readonly fromInternet?: boolean;
  /** For the events of a platform's connected accounts, and not of its own. */
  readonly connect?: boolean;
}

function madeEndpoint(answer: object): NewWebhookEndpoint {
  const { id, secret } = answer as Partial<Endpoint>;
  if (typeof id === 'string' && typeof secret === 'string') return { endpointId: id, secret };
  throw impossible(endpoints, 'it is no new webhook endpoint');
}

const byId = (all: readonly Endpoint[], wanted: string): Endpoint | undefined =>
  all.find(({ id }) => id === wanted);

export class StripeWebhookEndpoints implements WebhookEndpoints {
  readonly #stripe: Stripe;
  readonly #call: Call;
  readonly #options: EndpointOptions;

  constructor(stripe: Stripe, call: Call, options: EndpointOptions = {}) {
    this.#stripe = stripe;
    this.#call = call;
    this.#options = options;
  }

  /** What an endpoint for these has to be enabled for. */
  #eventsOf(entityTypes: readonly EntityType[]): Stripe.WebhookEndpointCreateParams.EnabledEvent[] {
    const events = webhookEventTypes(entityTypes);
    return this.#options.connect === true ? [...events, deauthorized] : events;
  }

  /**
   * An endpoint of another API version cannot be changed, and one whose secret is not known is useless (Stripe shows it at
   * creation only). A new one is made before they are removed, so that no event is lost.
   */
  async ensure(request: WebhookEndpointRequest, known: string | null): Promise<EnsuredWebhookEndpoint> {
    const { url, owner, entityTypes, followed = entityTypes } = request;
    const eventTypes = this.#eventsOf(entityTypes);
    this.#assertReachable(url);
    const all = await this.#list();
    const ours = all.filter(
      ({ id, metadata, url: at }) => at === url && (id === known || metadata[ownerKey] === owner),
    );
    const found = known === null ? null : faultOf(byId(all, known), url, this.#eventsOf(followed));
    const kept = ours.find(({ id, api_version }) => id === known && api_version === stripeApiVersion);
    const superseded = ours.filter((endpoint) => endpoint !== kept).map(({ id }) => id);
    if (kept === undefined) return { ...(await this.#replace(request, superseded, known)), found };
    await this.#refresh(kept, eventTypes);
    return { endpointId: kept.id, secret: null, superseded, found };
  }

  async check({ url, entityTypes }: WantedEvents, known: string | null): Promise<WebhookFault | null> {
    const all = await this.#list();
    const at = all.filter((endpoint) => endpoint.url === url);
    const byHand = at.find(({ status }) => status === 'enabled') ?? at[0];
    return faultOf(known === null ? byHand : byId(all, known), url, this.#eventsOf(entityTypes));
  }

  async create({ url, owner, entityTypes }: WebhookEndpointRequest): Promise<NewWebhookEndpoint> {
    this.#assertReachable(url);
    const { connect = false } = this.#options;
    const wanted: Stripe.WebhookEndpointCreateParams = {
      url,
      enabled_events: this.#eventsOf(entityTypes),
      api_version: stripeApiVersion,
      metadata: { [ownerKey]: owner },
      description: connect ? platformDescription : description,
      ...(connect && { connect }),
    };
    const { result } = await this.#call(
      endpoints,
      () => this.#stripe.webhookEndpoints.create(wanted),
      madeEndpoint,
    );
    return result;
  }

  async remove(endpointId: string, url: string): Promise<boolean> {
    const path = `${endpoints}/{id}`;
    try {
      const { result } = await this.#call(
        path,
        () => this.#stripe.webhookEndpoints.retrieve(endpointId),
        (answer) => answer as Endpoint,
      );
      if (result.url !== url) return false;
      await this.#call(path, () => this.#stripe.webhookEndpoints.del(endpointId), ignored);
    } catch (error) {
      if (asSyncError(error).code !== 'provider_not_found') throw error;
    }
    return true;
  }

  /** Stripe refuses such addresses in live mode, and takes some in test mode that it cannot reach. */
  #assertReachable(url: string): void {
    if (this.#options.fromInternet !== true || isPublicAddress(url)) return;
    throw new SyncError(
      'provider_rejected',
      `Stripe cannot reach ${url}: PUBLIC_BASE_URL must be an https:// address that the Internet can reach.`,
    );
  }

  /** All of the account's; Stripe allows some dozens. */
  async #list(): Promise<Endpoint[]> {
    const all: Endpoint[] = [];
    const limit = 100;
    for (let more = true; more;) {
      const after = all.at(-1)?.id;
      const { result } = await this.#call(
        endpoints,
        () => this.#stripe.webhookEndpoints.list({ limit, ...(after && { starting_after: after }) }),
        listReader(endpoints, { limit, after, more: after !== undefined }),
      );
      all.push(...(result.data as object[] as Endpoint[]));
      more = result.hasMore;
    }
    return all;
  }

  /** Makes room only if Stripe says that there is none, by removing endpoints whose secret is not known. */
  async #replace(
    request: WebhookEndpointRequest,
    superseded: string[],
    known: string | null,
  ): Promise<Omit<EnsuredWebhookEndpoint, 'found'>> {
    try {
      return { ...(await this.create(request)), superseded };
    } catch (error) {
      const useless = superseded.filter((id) => id !== known);
      if (asSyncError(error).code !== 'provider_rejected' || useless.length === 0) throw error;
      for (const id of useless) await this.remove(id, request.url);
      return { ...(await this.create(request)), superseded: superseded.filter((id) => id === known) };
    }
  }

  async #refresh(
    endpoint: Endpoint,
    eventTypes: Stripe.WebhookEndpointCreateParams.EnabledEvent[],
  ): Promise<void> {
    const enabled = new Set<string>(endpoint.enabled_events);
    const asNeeded = enabled.size === eventTypes.length && eventTypes.every((type) => enabled.has(type));
    if (asNeeded && endpoint.status === 'enabled') return;
    await this.#call(
      `${endpoints}/{id}`,
      () =>
        this.#stripe.webhookEndpoints.update(endpoint.id, {
          enabled_events: eventTypes,
          disabled: false,
        }),
      ignored,
    );
  }
}
