import Stripe from 'stripe';
import type { Dispatcher } from 'undici';
import type { Snapshot } from '../../domain/snapshot.ts';
import { bodyText } from '../body-text.ts';

/** When a body was requested and answered, and the provider's `Date`. */
export interface Exchange {
  readonly snapshot: Snapshot;
  readonly date: number | null;
}

/**
 * This client's result for the SDK: the unchanged body, parsed only if a caller needs it. The SDK's parsing turns decimals
 * into its own objects, and an unchanged page is never parsed.
 */
export class Answer {
  readonly body: string;
  readonly exchange: Exchange;

  constructor(body: string, exchange: Exchange) {
    this.body = body;
    this.exchange = exchange;
  }

  /** Throws `SyntaxError` if the body is not a JSON object. */
  parse(): object {
    const result = parseObject(this.body);
    if (result === undefined) throw new SyntaxError('the body is no JSON object');
    return result;
  }
}

/** How all requests go out. */
export interface Way {
  readonly agent: Dispatcher;
  readonly maxAnswerBytes: number;
}

/** No whole body came: the connection ended within it, or the time did. */
export class BodyLost extends Error {
  readonly late: boolean;

  constructor(late: boolean, cause: unknown) {
    super('no whole answer came', { cause });
    this.late = late;
  }
}

/** The answer behind a result of the SDK's. */
export function answerOf(result: object): Answer {
  if (!(result instanceof Answer)) throw new TypeError('not a result of this HTTP client');
  return result;
}

/** The code of an error that is not in Stripe's form: a proxy's page. */
export const withoutEnvelope = 'without_envelope';

class BufferedResponse extends Stripe.HttpClientResponse {
  readonly #answer: Answer;

  constructor(status: number, headers: Record<string, string>, answer: Answer) {
    super(status, headers);
    this.#answer = answer;
  }

  override getRawResponse(): unknown {
    return {};
  }

  override async toJSON(): Promise<unknown> {
    const status = this.getStatusCode();
    if (status < 400) return this.#answer;
    const result = parseObject(this.#answer.body);
    // The SDK would take an error without Stripe's envelope for a result.
    return result !== undefined && 'error' in result
      ? result
      : { error: { type: 'api_error', code: withoutEnvelope, message: `status ${status}` } };
  }
}

function parseObject(body: string): object | undefined {
  try {
    const result: unknown = JSON.parse(body);
    return typeof result === 'object' && result !== null ? result : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The transport under the SDK: keeps each body unchanged, knows when it was requested, and `signal` aborts all requests of the account.
 */
export class StripeHttpClient extends Stripe.HttpClient {
  readonly #agent: Dispatcher;
  readonly #maxAnswerBytes: number;
  readonly #signal: AbortSignal | undefined;

  constructor({ agent, maxAnswerBytes }: Way, signal: AbortSignal | undefined) {
    super();
    this.#agent = agent;
    this.#maxAnswerBytes = maxAnswerBytes;
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
  ): Promise<BufferedResponse> {
    const deadline = AbortSignal.timeout(timeout);
    const signal = this.#signal === undefined ? deadline : AbortSignal.any([this.#signal, deadline]);
    const sentAt = Date.now();
    let answering = false;
    let response: Dispatcher.ResponseData;
    let body: string;
    try {
      response = await this.#agent.request({
        origin: `${protocol}://${host}:${port}`,
        path,
        method,
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
        body: requestData === '' || requestData === undefined ? null : requestData,
        signal,
      });
      answering = true;
      body = await bodyText(response, this.#maxAnswerBytes);
    } catch (error) {
      const ended = this.#signal?.aborted === true;
      if (!ended && (answering || deadline.aborted)) throw new BodyLost(deadline.aborted, error);
      throw error;
    }
    const plain = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
    );
    const date = Date.parse(plain['date'] ?? '');
    const exchange = { snapshot: { from: sentAt, to: Date.now() }, date: Number.isNaN(date) ? null : date };
    return new BufferedResponse(response.statusCode, plain, new Answer(body, exchange));
  }
}
