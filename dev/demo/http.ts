/** A server that speaks JSON: the API (with its key) or the simulator's controls. */
export interface JsonServer {
  get<T>(path: string): Promise<T>;
  /** Undefined if the server answers 404. */
  find<T>(path: string): Promise<T | undefined>;
  post<T>(path: string, body?: unknown): Promise<T>;
  put<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
}

/** Every call throws the server's answer if it is not 2xx. */
export function jsonServer(base: string, key?: string): JsonServer {
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return await fetch(`${base}${path}`, {
      method,
      headers: {
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
  }
  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await send(method, path, body);
    return await contentOf<T>(response, `${method} ${path}`);
  }
  return {
    get: (path) => call('GET', path),
    async find<T>(path: string) {
      const response = await send('GET', path);
      if (response.status !== 404) return await contentOf<T>(response, `GET ${path}`);
      await response.body?.cancel();
      return undefined;
    },
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body) => call('PATCH', path, body),
  };
}

async function contentOf<T>(response: Response, request: string): Promise<T> {
  if (!response.ok) throw new Error(`${request}: ${response.status} ${await response.text()}`);
  const content: T = JSON.parse(await response.text());
  return content;
}
