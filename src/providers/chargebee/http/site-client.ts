import { AsyncLocalStorage } from 'node:async_hooks';
import Chargebee, { type HttpClientInterface } from 'chargebee';
import type { Dispatcher } from 'undici';
import { askedPauseMs } from '../../../domain/retry-after.ts';
import type { Snapshot } from '../../../domain/snapshot.ts';
import { bodyText } from '../../body-text.ts';

/** An answer as it came: the SDK would parse it, and tell a page of HTML from an error by its status alone. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly snapshot: Snapshot;
  /** The provider's `Date`, in milliseconds. */
  readonly date: number | null;
  readonly retryAfterMs: number | null;
}

/** No whole answer came: the connection ended, or the time did. */
export class NoAnswer extends Error {
  /** Its beginning came. */
  readonly begun: boolean;
  readonly late: boolean;

  constructor(begun: boolean, late: boolean, cause: unknown) {
    super('no whole answer came', { cause });
    this.begun = begun;
    this.late = late;
  }
}

/** A page of 100 invoices can take some seconds; a connection that hangs must end sometime. */
const requestTimeoutMs = 30_000;

interface Sending {
  /** Instead of the SDK's path: it turns the slash in an id into one of the path's own. */
  readonly path: string | undefined;
  answer?: Answer;
}

/**
 * The transport under the SDK. The SDK makes the request; its own client has a deadline for the headers only, and gives
 * the body away.
 */
class Transport implements HttpClientInterface {
  readonly #base: URL;
  readonly #agent: Dispatcher;
  readonly #maxAnswerBytes: number;
  readonly #signal: AbortSignal | undefined;
  readonly sending = new AsyncLocalStorage<Sending>();

  constructor({ apiBase, site, agent, maxAnswerBytes, signal }: SiteOptions) {
    this.#base = new URL(apiBase.replace('{site}', site));
    this.#agent = agent;
    this.#maxAnswerBytes = maxAnswerBytes;
    this.#signal = signal;
  }

  async makeApiRequest(request: Request): Promise<Response> {
    const sending = this.sending.getStore();
    if (sending === undefined) throw new TypeError('a request of nobody');
    const { pathname, search } = new URL(request.url);
    const deadline = AbortSignal.timeout(requestTimeoutMs);
    const body = request.method === 'GET' ? null : await request.text();
    const from = Date.now();
    let begun = false;
    try {
      const response = await this.#agent.request({
        origin: this.#base.origin,
        path: `${this.#base.pathname.replace(/\/$/, '')}${sending.path ?? pathname}${search}`,
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body,
        signal: this.#signal === undefined ? deadline : AbortSignal.any([this.#signal, deadline]),
      });
      begun = true;
      const text = await bodyText(response, this.#maxAnswerBytes);
      const header = (name: string) => String(response.headers[name] ?? '');
      const date = Date.parse(header('date'));
      sending.answer = {
        status: response.statusCode,
        body: text,
        snapshot: { from, to: Date.now() },
        date: Number.isNaN(date) ? null : date,
        retryAfterMs: askedPauseMs(header('retry-after'), Date.now()),
      };
    } catch (error) {
      if (this.#signal?.aborted === true) throw error;
      throw new NoAnswer(begun, deadline.aborted, error);
    }
    // The SDK needs one, and its judgement of it is of no interest.
    return Response.json({});
  }
}

export interface SiteOptions {
  /** Its origin; `{site}` in it is the site's name. */
  readonly apiBase: string;
  readonly site: string;
  readonly apiKey: string;
  readonly agent: Dispatcher;
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** One site, asked by the SDK, whose answers come unchanged. */
export class SiteClient {
  readonly #sdk: Chargebee;
  readonly #transport: Transport;

  constructor(options: SiteOptions) {
    const { site, apiKey } = options;
    this.#transport = new Transport(options);
    this.#sdk = new Chargebee({
      site,
      apiKey,
      httpClient: this.#transport,
      sdkTelemetryEnabled: false,
      userAgentSuffix: 'workspace-payment-sync',
    });
  }

  /** `path`: see `Sending`. Throws `NoAnswer`. */
  async send(ask: (sdk: Chargebee) => Promise<unknown>, path?: string): Promise<Answer> {
    const sending: Sending = { path };
    await this.#transport.sending.run(sending, () => ask(this.#sdk));
    if (sending.answer === undefined) throw new TypeError('the SDK sent nothing');
    return sending.answer;
  }
}
