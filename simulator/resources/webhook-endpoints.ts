import { trusted } from '../objects/json.ts';
import { randomBytes } from 'node:crypto';
import { invalid } from '../http/stripe-error.ts';
import { webhookEndpointObject, type WebhookEndpoint } from '../objects/webhook-endpoint.ts';
import type { Fields } from '../objects/wire.ts';
import type { Collection } from '../store/collection.ts';
import { older } from '../store/walk.ts';
import { merge } from './merge.ts';
import { Resource, type Surroundings } from './resource.ts';

/** Does an endpoint that enabled these events get one of this type? */
export const wants = (enabled: readonly string[], type: string) =>
  enabled.includes('*') || enabled.includes(type);

const newSecret = () => `whsec_${randomBytes(24).toString('base64url').replace(/[-_]/g, 'x')}`;

export class WebhookEndpoints extends Resource<WebhookEndpoint> {
  override readonly noun = 'webhook endpoint';
  cap: number;
  readonly #secrets = new Map<string, string[]>();

  constructor(collection: Collection<WebhookEndpoint>, around: Surroundings, cap: number) {
    super(collection, around);
    this.cap = cap;
  }

  /** The only answer that has the secret. */
  create(fields: Fields): WebhookEndpoint {
    if (this.count >= this.cap) {
      const mode = this.around.livemode ? 'live' : 'test';
      throw invalid(`You have reached the maximum of ${this.cap} ${mode} webhook endpoints.`);
    }
    const endpoint = webhookEndpointObject({
      id: this.collection.nextId(),
      created: this.around.clock.seconds(),
      livemode: this.around.livemode,
      url: '',
      enabled_events: ['*'],
      ...trusted<Partial<WebhookEndpoint>>(merge({}, fields)),
    });
    const secret = newSecret();
    this.#secrets.set(endpoint.id, [secret]);
    this.collection.insert(endpoint);
    return { ...structuredClone(endpoint), secret };
  }

  update(id: string, patch: Fields): WebhookEndpoint {
    const { disabled, ...rest } = patch;
    const status = disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' };
    const after = merge(this.stored(id), { ...rest, ...status });
    this.collection.replace(after);
    return structuredClone(after);
  }

  delete(id: string) {
    this.stored(id);
    this.collection.remove(id);
    this.#secrets.delete(id);
    return { id, object: 'webhook_endpoint' as const, deleted: true as const };
  }

  /** Signing secrets of an endpoint, the newest first; two while one is being rolled. */
  secrets(id: string): readonly string[] {
    return this.#secrets.get(id) ?? [];
  }

  /** Rolls the secret, as the dashboard does: the old one signs too until it is retired. */
  roll(id: string): { secret: string; retire: () => void } {
    this.stored(id);
    const secret = newSecret();
    this.#secrets.set(id, [secret, ...this.secrets(id)]);
    return { secret, retire: () => this.retire(id) };
  }

  /** From now on only the newest secret signs. */
  retire(id: string): void {
    this.stored(id);
    this.#secrets.set(id, this.secrets(id).slice(0, 1));
  }

  /** Enabled endpoints that get events of this type. */
  *subscribed(type: string): Generator<WebhookEndpoint> {
    for (const { object } of older(this.collection))
      if (object?.status === 'enabled' && wants(object.enabled_events, type)) yield object;
  }
}
