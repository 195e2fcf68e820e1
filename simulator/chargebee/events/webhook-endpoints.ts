import type { SignedRequest } from '../../core/deliveries/deliveries.ts';
import { trusted, type Fields } from '../../core/json.ts';
import type { ChangeOptions, ChargebeeEntity, ChargebeeObject } from '../resource/entity.ts';
import { Resource } from '../resource/resource.ts';
import { ChargebeeError, invalid } from '../wire/chargebee-error.ts';
import type { ChargebeeEvent } from './event.ts';

/** https://www.chargebee.com/docs/webhook_settings.html */
const MAX_ENDPOINTS = 5;
const PORTS = ['', '80', '443', '8080', '8443'];

export interface WebhookEndpoint extends ChargebeeObject {
  name: string;
  url: string;
  disabled: boolean;
  api_version: 'v1' | 'v2';
  /** Absent or empty: all types. */
  enabled_events?: string[];
}

interface BasicAuth {
  username: string;
  password: string;
}

export const webhookEndpoints: ChargebeeEntity = {
  name: 'webhook_endpoints',
  object: 'webhook_endpoint',
  filters: {},
  sort: [],
  versioned: false,
  deletion: 'removed',
  includesDeleted: false,
  build: (given) => ({
    primary_url: false,
    disabled: false,
    api_version: 'v2',
    send_card_resource: false,
    object: 'webhook_endpoint',
    ...given,
  }),
};

/** Ports other than these are refused; tests receive on this machine, at any port. */
function checkUrl(url: unknown): void {
  const { hostname, port } = new URL(String(url));
  const here = hostname === '127.0.0.1' || hostname === 'localhost';
  if (!here && !PORTS.includes(port)) throw invalid('url', 'port is not supported');
}

export class WebhookEndpoints extends Resource {
  /** Never shown again. */
  readonly #auth = new Map<string, BasicAuth>();

  override create(fields: Fields = {}): ChargebeeObject {
    if (this.count >= MAX_ENDPOINTS)
      throw new ChargebeeError(
        400,
        'configuration_incompatible',
        `Only ${MAX_ENDPOINTS} webhooks can be configured.`,
      );
    checkUrl(fields['url']);
    const { auth, rest } = split(fields);
    const endpoint = super.create(rest);
    this.#auth.set(endpoint.id, { username: '', password: '', ...auth });
    return endpoint;
  }

  override update(id: string, patch: Fields, options?: ChangeOptions): ChargebeeObject {
    if (patch['url'] !== undefined) checkUrl(patch['url']);
    const { auth, rest } = split(patch);
    const endpoint = super.update(id, rest, options);
    this.#auth.set(id, { username: '', password: '', ...this.#auth.get(id), ...auth });
    return endpoint;
  }

  /** Ids of enabled endpoints that get events of this type. */
  *subscribed(type: string): Generator<string> {
    for (const object of this.all()) {
      const { id, disabled, enabled_events: enabled = [] } = trusted<WebhookEndpoint>(object);
      if (!disabled && (enabled.length === 0 || enabled.includes(type))) yield id;
    }
  }

  /** One attempt as it is sent: there is no signature, only the endpoint's user and password. */
  request(id: string, event: ChargebeeEvent): SignedRequest | undefined {
    const endpoint = trusted<WebhookEndpoint | undefined>(this.find(id));
    if (endpoint === undefined || endpoint.disabled) return undefined;
    const { username, password } = this.#auth.get(id)!;
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    return {
      url: endpoint.url,
      body: Buffer.from(JSON.stringify({ ...event, api_version: endpoint.api_version })),
      headers: {
        'Content-Type': 'application/json;charset=UTF-8',
        'User-Agent': 'ChargeBee',
        ...(username !== '' && { Authorization: `Basic ${basic}` }),
      },
    };
  }
}

function split(fields: Fields): { auth: Partial<BasicAuth>; rest: Fields } {
  const { basic_auth_username: username, basic_auth_password: password, ...rest } = fields;
  const auth = {
    ...(typeof username === 'string' && { username }),
    ...(typeof password === 'string' && { password }),
  };
  return { auth, rest };
}
