import { ApiError, ApiUnreachable } from './api-error.ts';
import type { components } from './api-types.ts';
import type { Call } from './calls.ts';
import { pause } from './send.ts';
import { readSessions, type LiveSession, type OpenStream } from './session-stream.ts';

type Waited = components['schemas']['Waited'];

export interface Waits {
  /**
   * The session at least once a second, until it has ended: its last value is final. It follows the session's stream, and asks
   * again and again while there is none.
   */
  watchSession(
    workspaceId: string,
    sessionId: string,
    options?: WatchOptions,
  ): AsyncGenerator<LiveSession, void>;
  /** The session once it has ended: its `status` is `completed`, `failed` or `cancelled`. */
  waitForSession(workspaceId: string, sessionId: string, options?: WatchOptions): Promise<LiveSession>;
  /**
   * Resolves once a change made at the provider is in the tables: an event (exact), or an object as of the time of the change.
   * Its `settled` is false if it was not after `timeoutMs`.
   */
  waitForChange(workspaceId: string, change: AwaitedChange, options?: ChangeOptions): Promise<Waited>;
}

export interface WatchOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for which the API may be away before that is thrown; default: a minute. */
  readonly patienceMs?: number | undefined;
}

export type AwaitedChange = { readonly provider: LiveSession['provider'] } & (
  | { readonly event: string }
  | { readonly object: string; readonly since?: string }
);

export interface ChangeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: a minute. */
  readonly timeoutMs?: number | undefined;
}

const hasEnded = ({ status }: LiveSession): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

const isAway = (error: unknown): boolean =>
  error instanceof ApiUnreachable || (error instanceof ApiError && error.retryable);

/** The longest that one request of the API waits, in seconds. */
const longestWait = 25;
const pollMs = 1_000;
/** After so many looks without a stream another one is tried; twice as many after each that broke. */
const maxPolls = 16;

export function waits(get: Call<'get'>, open: OpenStream): Waits {
  async function* watchSession(
    workspaceId: string,
    sessionId: string,
    { signal, patienceMs = 60_000 }: WatchOptions = {},
  ): AsyncGenerator<LiveSession, void> {
    const params = { path: { workspace_id: workspaceId, id: sessionId } };
    const look = async () =>
      await get('/api/v1/workspaces/{workspace_id}/sync/sessions/{id}', {
        params,
        ...(signal && { signal }),
      });
    let answeredAt = Date.now();
    const passOver = (error: unknown) => {
      signal?.throwIfAborted();
      if (!isAway(error) || Date.now() - answeredAt > patienceMs) throw error;
    };
    for (let polls = 1; ; polls = Math.min(2 * polls, maxPolls)) {
      try {
        for await (const session of readSessions(await open(workspaceId, sessionId, signal))) {
          answeredAt = Date.now();
          polls = 1;
          yield session;
          if (hasEnded(session)) return;
        }
      } catch (error) {
        passOver(error);
      }
      for (let looked = 0; looked < polls; looked++) {
        const session = await look().catch(passOver);
        if (session !== undefined) {
          answeredAt = Date.now();
          yield session;
          if (hasEnded(session)) return;
        }
        await pause(pollMs, signal);
      }
    }
  }

  return {
    watchSession,

    async waitForSession(workspaceId, sessionId, options) {
      let last: LiveSession | undefined;
      for await (const session of watchSession(workspaceId, sessionId, options)) last = session;
      return last!;
    },

    async waitForChange(workspaceId, { provider, ...change }, { signal, timeoutMs = 60_000 } = {}) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const timeout = Math.max(0, Math.min(longestWait, (deadline - Date.now()) / 1000));
        const waited = await get('/api/v1/workspaces/{workspace_id}/sync/{provider}/wait', {
          params: { path: { workspace_id: workspaceId, provider }, query: { ...change, timeout } },
          ...(signal && { signal }),
        });
        if (waited.settled || Date.now() >= deadline) return waited;
      }
    },
  };
}
