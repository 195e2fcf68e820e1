/** The API's client for programs of the platform: `workspace-payment-sync/client`. It needs `fetch`, and nothing of Node's. */
import createFetchClient from 'openapi-fetch';
import type { paths } from './api-types.ts';
import type { Call, Method } from './calls.ts';
import { lists, type Lists } from './pages.ts';
import { sender } from './send.ts';
import type { OpenStream } from './session-stream.ts';
import { waits, type Waits } from './waits.ts';

export type { components, paths } from './api-types.ts';
export { verifyWebhook, WebhookRefused, type WebhookMessage, type WebhookRequest } from './verify-webhook.ts';
export { ApiError, ApiUnreachable, isApiError, type ErrorCode, type FieldProblem } from './api-error.ts';

export interface ClientOptions {
  /** Where the API is, as `https://sync.example.com`. */
  readonly url: string;
  /** The platform's key, or a workspace's. */
  readonly apiKey: string;
  /** Default: the platform's own `fetch`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** How often a request is sent again that may be repeated; default: 3. */
  readonly retries?: number;
  /** Milliseconds that an answer may take; default: 35 s, since the longest wait is 25 s. */
  readonly timeoutMs?: number;
}

/** Requests by path, typed by the API's OpenAPI document; lists as iterators; waiting. */
export interface Client extends Lists, Waits {
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
}

/** Throws a `TypeError` if the URL or the key cannot be one. Sends nothing. */
export function createClient({ url, apiKey, fetch, retries = 3, timeoutMs = 35_000 }: ClientOptions): Client {
  const http = createFetchClient<paths, 'application/json'>({
    baseUrl: baseOf(url),
    headers: { authorization: `Bearer ${keyOf(apiKey)}` },
    fetch: sender({ fetch: fetch ?? ((request) => globalThis.fetch(request)), retries, timeoutMs }),
  });
  const call =
    <M extends Method>(method: M): Call<M> =>
    async (path, ...init) =>
      (await http.request(method, path as never, ...(init as unknown as never[]))).data as never;
  const get = call('get');
  const open: OpenStream = async (workspaceId, sessionId, signal) => {
    const { data } = await http.GET('/api/v1/workspaces/{workspace_id}/sync/sessions/{id}/stream', {
      params: { path: { workspace_id: workspaceId, id: sessionId } },
      parseAs: 'stream',
      headers: { accept: 'text/event-stream' },
      ...(signal && { signal }),
    });
    return data as unknown as ReadableStream<Uint8Array>;
  };
  return {
    get,
    post: call('post'),
    put: call('put'),
    patch: call('patch'),
    delete: call('delete'),
    ...lists(get),
    ...waits(get, open),
  };
}

function baseOf(url: string): string {
  const base = URL.parse(url);
  if (base === null || !/^https?:$/.test(base.protocol))
    throw new TypeError(
      `${JSON.stringify(url)} is no address of an API: give one as https://sync.example.com`,
    );
  return base.href.replace(/\/+$/, '');
}

function keyOf(apiKey: string): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new TypeError('The API key is empty or has characters that no key has.');
  return apiKey;
}
