import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { SyncError } from '../../domain/sync-error.ts';
import { Broadcasts, type Reader } from '../../services/live/broadcasts.ts';
import { invalidKey } from '../api-error.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { EventStream, type StreamMessage } from './event-stream.ts';

/** For the first message a request waits as for any answer. */
const firstWithinMs = 10_000;

/** The id of the message after which nothing follows. */
export const lastId = 'ended';

/** Server-sent events: what one reader reads, to all who look at it. */
export class EventStreams {
  readonly #broadcasts = new Broadcasts<StreamMessage>();
  readonly #deps: Pick<ApiDeps, 'principals' | 'stopping'>;

  constructor(deps: Pick<ApiDeps, 'principals' | 'stopping'>) {
    this.#deps = deps;
  }

  /** Answers with the messages of this key's reader. What ends the reader before its first message is thrown. */
  async answer(c: Context<ApiEnv>, key: string, read: Reader<StreamMessage>): Promise<Response> {
    // A browser asks again when a stream has ended, unless it is told that there is nothing more.
    if (c.req.header('last-event-id') === lastId) return c.body(null, 204);
    const { stopping } = this.#deps;
    const endTurn = c.get('turn').stay();
    const view = this.#broadcasts.watch(key, read);
    const end = () => {
      view.close();
      endTurn();
    };
    try {
      stopping.throwIfAborted();
      const first = await view.next(firstWithinMs);
      if (first.kind !== 'state')
        throw new SyncError('database_unavailable', 'Nothing could be read in time.');
      const stream = new EventStream({ c, view, stopping, mayRead: () => this.#mayRead(c) });
      const response = streamSSE(c, async (api) => {
        try {
          await stream.run(api, first.state);
        } finally {
          end();
        }
      });
      // Proxies that collect answers before they pass them on, such as nginx, do not.
      response.headers.set('X-Accel-Buffering', 'no');
      // Nothing else comes on it, and a process that stops need not wait for it.
      response.headers.set('Connection', 'close');
      return response;
    } catch (error) {
      end();
      throw error;
    }
  }

  /** Throws `invalidKey` if the key or token has ended since. */
  async #mayRead(c: Context<ApiEnv>): Promise<void> {
    if (!(await this.#deps.principals.isValid(c.get('principal')))) throw invalidKey();
  }
}
