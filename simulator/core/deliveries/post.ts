import {
  Agent as HttpAgent,
  request as requestHttp,
  type ClientRequest,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { urlToHttpOptions } from 'node:url';

/** How a request ended: the status, or 0 and the reason if there was no whole answer. */
export interface Outcome {
  status: number;
  error?: string;
}

/** Sends bodies over connections that stay open, so that a delivery costs no handshake. */
export class Post {
  // Bounded by its caller, per endpoint.
  readonly #agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  readonly #open = new Set<ClientRequest>();
  /** URLs taken apart, once each. */
  readonly #targets = new Map<string, RequestOptions>();
  #stopped = false;

  /** Never rejects. `timeoutMs` counts until the last byte of the answer. */
  async send(
    url: string,
    headers: Record<string, string>,
    body: Buffer,
    timeoutMs: number,
  ): Promise<Outcome> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const left = deadline - performance.now();
      if (this.#stopped || left <= 0) return { status: 0, error: this.#stopped ? 'stopped' : 'timeout' };
      const { outcome, stale } = await this.#once(url, headers, body, left);
      // The receiver closed an idle connection just as it was used: not a failed attempt.
      if (!stale) return outcome;
    }
  }

  stop(): void {
    this.#stopped = true;
    for (const request of this.#open) request.destroy(new Error('stopped'));
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #once(
    url: string,
    headers: Record<string, string>,
    body: Buffer,
    timeoutMs: number,
  ): Promise<{ outcome: Outcome; stale: boolean }> {
    const target = this.#target(url);
    const secure = target.protocol === 'https:';
    const options: RequestOptions = {
      ...target,
      method: 'POST',
      agent: secure ? this.#agents.https : this.#agents.http,
      headers: { ...headers, 'Content-Length': body.length },
    };
    return new Promise((resolve) => {
      const request = (secure ? requestHttps : requestHttp)(options);
      this.#open.add(request);
      const timer = setTimeout(() => request.destroy(new Error('timeout')), timeoutMs).unref();
      const end = (outcome: Outcome, stale = false) => {
        clearTimeout(timer);
        this.#open.delete(request);
        resolve({ outcome, stale });
      };
      request.once('response', (response) => {
        const failed = (error: Error) => end({ status: 0, error: error.message });
        response.once('error', failed).once('end', () => end({ status: response.statusCode ?? 0 }));
        response.resume();
      });
      request.on('error', (error) => {
        const reset = 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        end({ status: 0, error: error.message }, reset && request.reusedSocket);
      });
      request.end(body);
    });
  }

  #target(url: string): RequestOptions {
    const known = this.#targets.get(url);
    if (known) return known;
    const { protocol, hostname, port, path, auth } = urlToHttpOptions(new URL(url));
    const target = { protocol, hostname, port, path, ...(auth && { auth }) } as RequestOptions;
    this.#targets.set(url, target);
    return target;
  }
}
