import type { components } from './api-types.ts';
import type { Call } from './calls.ts';
import { ApiError, ApiUnreachable } from './api-error.ts';
import { pause } from './send.ts';

export type LiveSession = components['schemas']['LiveSession'];
type Waited = components['schemas']['Waited'];

export interface Waits {
  /** The session each time something about it may have changed, until it has ended. Its last value is final. */
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
  /** Milliseconds between two looks; default: a second. */
  readonly everyMs?: number | undefined;
  /** Milliseconds for which the API may be away before that is thrown; default: a minute. */
  readonly patienceMs?: number | undefined;
}

export type AwaitedChange = { readonly provider: components['schemas']['Session']['provider'] } & (
  | { readonly event: string }
  | { readonly object: string; readonly since?: string }
);

export interface ChangeOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default: a minute. */
  readonly timeoutMs?: number | undefined;
}

export const hasEnded = ({ status }: Pick<LiveSession, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

const isAway = (error: unknown): boolean =>
  error instanceof ApiUnreachable || (error instanceof ApiError && error.retryable);

/** The longest that one request of the API waits, in seconds. */
const longestWait = 25;

export function waits(get: Call<'get'>): Waits {
  async function* watchSession(
    workspaceId: string,
    sessionId: string,
    { signal, everyMs = 1_000, patienceMs = 60_000 }: WatchOptions = {},
  ): AsyncGenerator<LiveSession, void> {
    const path = { workspace_id: workspaceId, id: sessionId };
    let answered = Date.now();
    for (;;) {
      try {
        const session = await get('/api/v1/workspaces/{workspace_id}/sync/sessions/{id}', {
          params: { path },
          ...(signal && { signal }),
        });
        answered = Date.now();
        yield session;
        if (hasEnded(session)) return;
      } catch (error) {
        if (!isAway(error) || Date.now() - answered > patienceMs) throw error;
      }
      await pause(everyMs, signal);
    }
  }

  return {
    watchSession,

    async waitForSession(workspaceId, sessionId, options) {
      for await (const session of watchSession(workspaceId, sessionId, options))
        if (hasEnded(session)) return session;
      throw new Error('unreachable: a watched session ends');
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
