import { randomBytes } from 'node:crypto';
import type { WebhookEndpoint } from 'chargebee';
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
import { chargebeeEventTypes } from '../chargebee-entities.ts';
import { asSyncError, impossible, parsedAnswer } from '../chargebee-error.ts';
import { chargebeeApiVersion } from '../events/chargebee-event.ts';
import type { Answer } from '../http/site-client.ts';
import { listReader } from '../lists/wrapped-list.ts';
import type { Send } from '../send.ts';
import { webhookUser } from './basic-auth.ts';
import { faultOf } from './webhook-fault.ts';

const endpoint = '/webhook_endpoints';
const one = `${endpoint}/{id}`;
const ignored = () => {};

/** Endpoints have no metadata: the name says whose they are. It may have 50 characters. */
const nameOf = (owner: string): string => `payment-sync ${owner}`.slice(0, 50);

/** https://apidocs.chargebee.com/docs/api/webhook_endpoints: to no other port. */
const ports = new Set(['', '80', '443', '8080', '8443']);

function endpointIn(answer: Answer): WebhookEndpoint {
  const { webhook_endpoint: found } = parsedAnswer(answer) as { webhook_endpoint?: Partial<WebhookEndpoint> };
  if (typeof found?.id === 'string' && typeof found.url === 'string') return found as WebhookEndpoint;
  throw impossible(endpoint, 'it is no webhook endpoint');
}

const byId = (all: readonly WebhookEndpoint[], wanted: string): WebhookEndpoint | undefined =>
  all.find(({ id }) => id === wanted);

/** A site's webhook endpoints: five at most. */
export class ChargebeeWebhookEndpoints implements WebhookEndpoints {
  readonly #send: Send;
  readonly #fromInternet: boolean;

  constructor(send: Send, fromInternet: boolean) {
    this.#send = send;
    this.#fromInternet = fromInternet;
  }

  /** One whose password is not known here is of no use: it cannot be read back. */
  async ensure(request: WebhookEndpointRequest, known: string | null): Promise<EnsuredWebhookEndpoint> {
    const { url, owner, entityTypes, followed = entityTypes } = request;
    this.#assertReachable(url);
    const all = await this.#list();
    const ours = all.filter(
      ({ id, name, url: at }) => at === url && (id === known || name === nameOf(owner)),
    );
    const found = known === null ? null : faultOf(byId(all, known), url, chargebeeEventTypes(followed));
    const kept = ours.find(({ id }) => id === known);
    const superseded = ours.filter((each) => each !== kept).map(({ id }) => id);
    if (kept === undefined) return { ...(await this.#replace(request, superseded)), found };
    await this.#refresh(kept, request);
    return { endpointId: kept.id, secret: null, superseded, found };
  }

  async check({ url, entityTypes }: WantedEvents, known: string | null): Promise<WebhookFault | null> {
    const all = await this.#list();
    const at = all.filter((each) => each.url === url);
    const byHand = at.find(({ disabled }) => !disabled) ?? at[0];
    return faultOf(known === null ? byHand : byId(all, known), url, chargebeeEventTypes(entityTypes));
  }

  async create({ url, owner, entityTypes }: WebhookEndpointRequest): Promise<NewWebhookEndpoint> {
    this.#assertReachable(url);
    const secret = randomBytes(32).toString('base64url');
    const { id } = await this.#send(
      endpoint,
      (sdk) =>
        sdk.webhookEndpoint.create({
          name: nameOf(owner),
          url,
          api_version: chargebeeApiVersion,
          basic_auth_username: webhookUser,
          basic_auth_password: secret,
          enabled_events: chargebeeEventTypes(entityTypes),
          send_card_resource: false,
        }),
      endpointIn,
    );
    return { endpointId: id, secret };
  }

  async remove(endpointId: string, url: string): Promise<boolean> {
    try {
      const found = await this.#send(one, (sdk) => sdk.webhookEndpoint.retrieve(endpointId), endpointIn);
      if (found.url !== url) return false;
      await this.#send(one, (sdk) => sdk.webhookEndpoint.delete(endpointId), ignored);
    } catch (error) {
      if (asSyncError(error).code !== 'provider_not_found') throw error;
    }
    return true;
  }

  #assertReachable(url: string): void {
    if (!this.#fromInternet) return;
    if (isPublicAddress(url) && ports.has(new URL(url).port)) return;
    throw new SyncError(
      'provider_rejected',
      `Chargebee cannot reach ${url}: PUBLIC_BASE_URL must be an https:// address that the Internet can reach, on port 443, 80, 8080 or 8443.`,
    );
  }

  async #list(): Promise<WebhookEndpoint[]> {
    const all: WebhookEndpoint[] = [];
    const limit = 100;
    let offset: string | undefined;
    do {
      const asked = { endpoint, wrapper: 'webhook_endpoint', limit, offset };
      const page = await this.#send(
        endpoint,
        (sdk) => sdk.webhookEndpoint.list({ limit, ...(asked.offset && { offset: asked.offset }) }),
        listReader<WebhookEndpoint>(asked),
      );
      all.push(...page.objects);
      offset = page.next ?? undefined;
    } while (offset !== undefined);
    return all;
  }

  /** Makes room only if Chargebee says that there is none, by removing endpoints whose password is not known. */
  async #replace(
    request: WebhookEndpointRequest,
    superseded: string[],
  ): Promise<Omit<EnsuredWebhookEndpoint, 'found'>> {
    try {
      return { ...(await this.create(request)), superseded };
    } catch (error) {
      if (asSyncError(error).code !== 'provider_rejected' || superseded.length === 0) throw error;
      for (const id of superseded) await this.remove(id, request.url);
      return { ...(await this.create(request)), superseded: [] };
    }
  }

  async #refresh(kept: WebhookEndpoint, { entityTypes }: WebhookEndpointRequest): Promise<void> {
    const wanted = chargebeeEventTypes(entityTypes);
    const enabled = new Set<string>(kept.enabled_events);
    const asNeeded = enabled.size === wanted.length && wanted.every((type) => enabled.has(type));
    if (asNeeded && !kept.disabled && kept.api_version === chargebeeApiVersion) return;
    await this.#send(
      one,
      (sdk) =>
        sdk.webhookEndpoint.update(kept.id, {
          api_version: chargebeeApiVersion,
          enabled_events: wanted,
          disabled: false,
        }),
      ignored,
    );
  }
}
