import { randomBytes } from 'node:crypto';
import { trusted, type Fields } from '../../core/json.ts';
import { older } from '../../core/store/walk.ts';
import { Resource, type Deleted } from '../entity/resource.ts';
import { merge } from '../wire/merge.ts';
import { invalid } from '../wire/stripe-error.ts';
import { webhookEndpointObject, type WebhookEndpoint } from './object.ts';

/** Does an endpoint that enabled these events get one of this type? */
export const wants = (enabled: readonly string[], type: string) =>
  enabled.includes('*') || enabled.includes(type);

const newSecret = () => `whsec_${randomBytes(24).toString('base64url').replace(/[-_]/g, 'x')}`;

export class WebhookEndpoints extends Resource<WebhookEndpoint> {
  /** Stripe caps endpoints at 16 in test mode. */
  cap = 16;
  readonly #secrets = new Map<string, string[]>();
  /** Those for the events of connected accounts, and not for the account's own. */
  readonly #connect = new Set<string>();

  /** The only answer that has the secret. */
  override create(fields: Fields = {}): WebhookEndpoint {
    if (this.count >= this.cap) {
      const mode = this.context.livemode ? 'live' : 'test';
      throw invalid(`You have reached the maximum of ${this.cap} ${mode} webhook endpoints.`);
    }
    const { connect = false, ...rest } = fields;
    const application = connect === true ? { application: 'ca_platform' } : {};
    const endpoint = super.create({ ...rest, ...application });
    if (connect === true) this.#connect.add(endpoint.id);
    const secret = newSecret();
    this.#secrets.set(endpoint.id, [secret]);
    return { ...endpoint, secret };
  }

  override delete(id: string): WebhookEndpoint | Deleted {
    this.#secrets.delete(id);
    return super.delete(id);
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

  /** Enabled endpoints that get events of this type, of connected accounts or of the account's own. */
  *subscribed(type: string, connect = false): Generator<WebhookEndpoint> {
    for (const { object } of older(this.collection)) {
      if (object?.status !== 'enabled' || this.#connect.has(object.id) !== connect) continue;
      if (wants(object.enabled_events, type)) yield object;
    }
  }

  protected override build(id: string, fields: Fields): WebhookEndpoint {
    return webhookEndpointObject({
      ...this.base(id),
      url: '',
      enabled_events: ['*'],
      ...trusted<Partial<WebhookEndpoint>>(merge({}, fields)),
    });
  }

  protected override changed(before: WebhookEndpoint, patch: Fields): WebhookEndpoint {
    const { disabled, ...rest } = patch;
    const status = disabled === undefined ? {} : { status: disabled ? 'disabled' : 'enabled' };
    return merge(before, { ...rest, ...status });
  }

  /** Stripe has no events about webhook endpoints. */
  protected override record(): void {}
}
