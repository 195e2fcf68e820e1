import type { Context } from 'hono';
import type { SSEStreamingApi } from 'hono/streaming';
import type { View } from '../../services/live/broadcasts.ts';
import { ApiError } from '../api-error.ts';
import type { ApiEnv } from '../deps.ts';
import { asApiError } from '../error-handler.ts';

/** A message as it is sent, made once for all viewers. */
export interface StreamMessage {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

export interface EventStreamOptions {
  readonly c: Context<ApiEnv>;
  readonly view: View<StreamMessage>;
  /** Aborts when the process stops. */
  readonly stopping: AbortSignal;
  /** Throws an `ApiError` if the viewer may see no more, and another error if that cannot be told now. */
  readonly mayRead: () => Promise<void>;
}

/** Proxies close what is silent, most of them after a minute. A key that has ended is noticed within this time. */
const keepAliveMs = 5_000;
/** A viewer that takes nothing for so long is cut off. */
const stalledMs = 60_000;
/** When a viewer that has lost its connection comes back: not all of those of a process that stops at once. */
const retryAfterMs = () => 1_000 + Math.floor(Math.random() * 3_000);

/**
 * One viewer's answer. It writes the next message when the viewer has taken the last, and by then that is the newest: however
 * slowly a viewer reads, no more than one message waits for it.
 */
export class EventStream {
  readonly #options: EventStreamOptions;
  #writing = false;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  /** Writes until there is no more to say, the viewer has gone or may see no more, or the process stops. */
  async run(api: SSEStreamingApi, first: StreamMessage): Promise<void> {
    const { view, stopping } = this.#options;
    const stop = () => this.#cutOff(api);
    api.onAbort(() => view.close());
    stopping.addEventListener('abort', stop);
    try {
      await this.#write(api, () => api.writeSSE({ ...first, retry: retryAfterMs() }));
      while (!api.aborted && (await this.#writeNext(api)));
    } catch (error) {
      await this.#write(api, () => api.writeSSE({ event: 'problem', data: this.#problem(error) }));
    } finally {
      stopping.removeEventListener('abort', stop);
    }
  }

  /** False if there is no more. Throws what ends the stream. */
  async #writeNext(api: SSEStreamingApi): Promise<boolean> {
    const { view } = this.#options;
    const seen = await view.next(keepAliveMs);
    const known = await this.#mayRead();
    if (api.aborted) return false;
    if (seen.kind === 'end') return false;
    await this.#write(api, () =>
      seen.kind === 'state' && known ? api.writeSSE(seen.state) : api.write(': keep-alive\n\n'),
    );
    return true;
  }

  /** False while Postgres does not say. Throws if not. */
  async #mayRead(): Promise<boolean> {
    try {
      await this.#options.mayRead();
      return true;
    } catch (error) {
      if (error instanceof ApiError) throw error;
      return false;
    }
  }

  async #write(api: SSEStreamingApi, write: () => Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => this.#cutOff(api), stalledMs);
    this.#writing = true;
    await write();
    this.#writing = false;
    clearTimeout(timer);
  }

  /** What a viewer does not take cannot end its answer, only its connection. */
  #cutOff(api: SSEStreamingApi): void {
    api.abort();
    if (this.#writing) destroySocket(this.#options.c.env);
  }

  #problem(error: unknown): string {
    const { code, message } = asApiError(error);
    return JSON.stringify({ error: message, code, request_id: this.#options.c.get('requestId') });
  }
}

/** Without a socket, as in tests, there is nothing to destroy. */
function destroySocket(env: unknown): void {
  const outgoing: unknown =
    typeof env === 'object' && env !== null && 'outgoing' in env ? env.outgoing : undefined;
  if (typeof outgoing === 'object' && outgoing !== null && 'destroy' in outgoing) {
    const { destroy } = outgoing;
    if (typeof destroy === 'function') destroy.call(outgoing);
  }
}
