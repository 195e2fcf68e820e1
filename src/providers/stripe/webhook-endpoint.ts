import type Stripe from 'stripe';
import { SyncError } from '../../domain/sync-error.ts';
import { isPublicAddress } from '../public-address.ts';
import type {
  EnsuredWebhookEndpoint,
  NewWebhookEndpoint,
  WebhookEndpointRequest,
  WebhookEndpoints,
} from '../webhook-endpoint.ts';
import { stripeApiVersion } from './stripe-api-version.ts';
import { stripeEntities } from './stripe-entities.ts';
import { eventTypesOf } from './stripe-entity.ts';
import { asSyncError } from './stripe-error.ts';

/** Sends one request as the account does, and throws `SyncError`s only. */
type Call = <T extends object>(endpoint: string, send: () => Promise<T>) => Promise<{ result: T }>;
type Endpoint = Stripe.WebhookEndpoint;

/** The events about copied entities; no others are requested. */
export const webhookEventTypes = Object.values(stripeEntities).flatMap(eventTypesOf);

/** Stripe's types list the events that an endpoint may enable apart from those that exist: the same names. */
const enabledEvents = webhookEventTypes as Stripe.WebhookEndpointCreateParams.EnabledEvent[];

const path = '/v1/webhook_endpoints';
/** Metadata of every endpoint that this service made: the workspace it is for. */
const ownerKey = 'workspace_payment_sync';
const description = 'Keeps a copy of this account (workspace-payment-sync). Removed when it is disconnected.';

export class StripeWebhookEndpoints implements WebhookEndpoints {
  readonly #stripe: Stripe;
  readonly #call: Call;
  readonly #fromInternet: boolean;

  constructor(stripe: Stripe, call: Call, fromInternet: boolean) {
    this.#stripe = stripe;
    this.#call = call;
    this.#fromInternet = fromInternet;
  }

  /**
   * An endpoint of another API version cannot be changed, and one whose secret is not known is useless (Stripe shows it at
   * creation only). A new one is made before they are removed, so that no event is lost.
   */
  async ensure(request: WebhookEndpointRequest, known: string | null): Promise<EnsuredWebhookEndpoint> {
    const { url, owner } = request;
    this.#assertReachable(url);
    const ours = (await this.#list()).filter(
      ({ id, metadata, url: at }) => id === known || (metadata[ownerKey] === owner && at === url),
    );
    const kept = ours.find(({ id, api_version }) => id === known && api_version === stripeApiVersion);
    const superseded = ours.filter((endpoint) => endpoint !== kept).map(({ id }) => id);
    if (kept === undefined) return await this.#replace(request, superseded, known);
    await this.#refresh(kept, url);
    return { endpointId: kept.id, secret: null, superseded };
  }

  async create({ url, owner }: WebhookEndpointRequest): Promise<NewWebhookEndpoint> {
    this.#assertReachable(url);
    const { result } = await this.#call(path, () =>
      this.#stripe.webhookEndpoints.create({
        url,
        enabled_events: enabledEvents,
        api_version: stripeApiVersion,
        metadata: { [ownerKey]: owner },
        description,
      }),
    );
    const { id, secret } = result;
    if (typeof id === 'string' && typeof secret === 'string') return { endpointId: id, secret };
    throw new SyncError('provider_invalid_response', "Stripe's answer is not a new webhook endpoint.");
  }

  async remove(endpointId: string): Promise<void> {
    try {
      await this.#call(`${path}/{id}`, () => this.#stripe.webhookEndpoints.del(endpointId));
    } catch (error) {
      if (asSyncError(error).code !== 'provider_not_found') throw error;
    }
  }

  /** Stripe refuses such addresses in live mode, and takes some in test mode that it cannot reach. */
  #assertReachable(url: string): void {
    if (!this.#fromInternet || isPublicAddress(url)) return;
    throw new SyncError(
      'provider_rejected',
      `Stripe cannot reach ${url}: PUBLIC_BASE_URL must be an https:// address that the Internet can reach.`,
    );
  }

  /** All of the account's; Stripe allows some dozens. */
  async #list(): Promise<Endpoint[]> {
    const all: Endpoint[] = [];
    for (let more = true; more;) {
      const after = all.at(-1)?.id;
      const page = { limit: 100, ...(after !== undefined && { starting_after: after }) };
      const { result } = await this.#call(path, () => this.#stripe.webhookEndpoints.list(page));
      all.push(...result.data);
      more = result.has_more && result.data.length > 0;
    }
    return all;
  }

  /** Makes room only if Stripe says that there is none, by removing endpoints whose secret is not known. */
  async #replace(
    request: WebhookEndpointRequest,
    superseded: string[],
    known: string | null,
  ): Promise<EnsuredWebhookEndpoint> {
    try {
      return { ...(await this.create(request)), superseded };
    } catch (error) {
      const useless = superseded.filter((id) => id !== known);
      if (asSyncError(error).code !== 'provider_rejected' || useless.length === 0) throw error;
      for (const id of useless) await this.remove(id);
      return { ...(await this.create(request)), superseded: superseded.filter((id) => id === known) };
    }
  }

  async #refresh(endpoint: Endpoint, url: string): Promise<void> {
    const enabled = new Set<string>(endpoint.enabled_events);
    const asNeeded =
      enabled.size === enabledEvents.length && enabledEvents.every((type) => enabled.has(type));
    if (asNeeded && endpoint.url === url && endpoint.status === 'enabled') return;
    await this.#call(`${path}/{id}`, () =>
      this.#stripe.webhookEndpoints.update(endpoint.id, {
        url,
        enabled_events: enabledEvents,
        disabled: false,
      }),
    );
  }
}
