import Stripe from 'stripe';
import { Agent, request, type Dispatcher } from 'undici';
import type { Snapshot } from '../../domain/snapshot.ts';

/** When a body was asked for and answered, and the provider's `Date`. */
export interface Exchange {
  readonly snapshot: Snapshot;
  readonly date: number | null;
}

const bodies = new WeakMap<object, string>();
const exchanges = new WeakMap<object, Exchange>();

/** The JSON text that an SDK result was parsed from: numbers and order as Stripe sent them. */
export function rawBody(result: object): string {
  const body = bodies.get(result);
  if (body === undefined) throw new TypeError('not a result of this HTTP client');
  return body;
}

export function exchangeOf(result: object): Exchange {
  const exchange = exchanges.get(result);
  if (exchange === undefined) throw new TypeError('not a result of this HTTP client');
  return exchange;
}

/** Connections are kept for all accounts of a process: a TLS handshake costs as much as a page. */
export const sharedAgent = (): Dispatcher =>
  new Agent({ connections: 256, pipelining: 1, keepAliveTimeout: 30_000, keepAliveMaxTimeout: 300_000 });

class TextResponse extends Stripe.HttpClientResponse {
  readonly #text: string;
  readonly #exchange: Exchange;

  constructor(status: number, headers: Record<string, string>, text: string, exchange: Exchange) {
    super(status, headers);
    this.#text = text;
    this.#exchange = exchange;
  }

  override getRawResponse(): unknown {
    return {};
  }

  override async toJSON(): Promise<unknown> {
    const result = parseObject(this.#text);
    // A proxy's error page, or an error without Stripe's envelope: the SDK would take it for a result.
    if (this.getStatusCode() >= 400 && !('error' in (result ?? {}))) {
      return { error: { type: 'api_error', message: `status ${this.getStatusCode()}` } };
    }
    if (result === undefined) throw new SyntaxError('the body is no JSON object');
    bodies.set(result, this.#text);
    exchanges.set(result, this.#exchange);
    return result;
  }
}

function parseObject(text: string): object | undefined {
  try {
    const result: unknown = JSON.parse(text);
    return typeof result === 'object' && result !== null ? result : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The transport under the SDK: keeps each body's text beside its parsed form, knows when it was asked for, and ends with
 * a signal. `signal` aborts all requests of the account.
 */
export class StripeHttpClient extends Stripe.HttpClient {
  readonly #agent: Dispatcher;
  readonly #signal: AbortSignal | undefined;

  constructor(agent: Dispatcher, signal: AbortSignal | undefined) {
    super();
    this.#agent = agent;
    this.#signal = signal;
  }

  override getClientName(): string {
    return 'undici';
  }

  override async makeRequest(
    host: string,
    port: string,
    path: string,
    method: string,
    headers: Record<string, string | number | string[]>,
    requestData: string,
    protocol: string,
    timeout: number,
  ): Promise<TextResponse> {
    const deadline = AbortSignal.timeout(timeout);
    const signal = this.#signal === undefined ? deadline : AbortSignal.any([this.#signal, deadline]);
    const sentAt = Date.now();
    const response = await request(`${protocol}://${host}:${port}${path}`, {
      method,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body: requestData === '' || requestData === undefined ? null : requestData,
      dispatcher: this.#agent,
      signal,
    });
    const text = await response.body.text();
    const plain = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    );
    const date = Date.parse(plain['date'] ?? '');
    const exchange = { snapshot: { from: sentAt, to: Date.now() }, date: Number.isNaN(date) ? null : date };
    return new TextResponse(response.statusCode, plain, text, exchange);
  }
}
