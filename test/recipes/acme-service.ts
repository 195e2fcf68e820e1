import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Kind = 'person' | 'plan';
interface AcmeObject extends Record<string, unknown> {
  readonly id: string;
  readonly revision: number;
}
type Content = Partial<Record<Kind, AcmeObject>>;

/** Acme as the recipe's provider asks it: one site of a small HTTP service. */
export interface Acme {
  readonly url: string;
  /** Requests so far, as `GET /people`. */
  readonly requests: readonly string[];
  put(kind: Kind, id: string, fields: object): AcmeObject;
  /** Without an event. */
  remove(kind: Kind, id: string): void;
  /** Delivers an event to all endpoints; resolves to their statuses. */
  tell(type: string, content: Content): Promise<number[]>;
  stop(): Promise<void>;
}

const opaque = (place: number): string => Buffer.from(JSON.stringify(['page', place])).toString('base64url');
const placeOf = (offset: string | null): number =>
  offset === null ? 0 : Number(JSON.parse(Buffer.from(offset, 'base64url').toString())[1]);

export async function startAcme(site: string, key: string): Promise<Acme> {
  const objects: Record<Kind, Map<string, AcmeObject>> = { person: new Map(), plan: new Map() };
  const endpoints = new Map<string, { id: string; url: string; name: string; secret: string }>();
  const events: { id: string; type: string; occurred_at: number; content: Content }[] = [];
  const requests: string[] = [];
  let revisions = 0;

  const pageOf = (elements: readonly object[], query: URLSearchParams) => {
    const [from, limit] = [placeOf(query.get('offset')), Number(query.get('limit') ?? 2)];
    const next = from + limit < elements.length ? { next_offset: opaque(from + limit) } : {};
    return { list: elements.slice(from, from + limit), ...next };
  };

  const kinds: Record<string, Kind> = { persons: 'person', plans: 'plan' };

  /** Undefined: not found. */
  async function answer(request: IncomingMessage, path: string[], query: URLSearchParams) {
    const [resource = '', id] = path;
    const kind = kinds[resource];
    if (kind !== undefined && id !== undefined) {
      const object = objects[kind].get(id);
      return object && { [kind]: object };
    }
    if (kind !== undefined)
      return pageOf(
        [...objects[kind].values()].map((each) => ({ [kind]: each })),
        query,
      );
    if (resource === 'account') return { site };
    if (resource === 'events') {
      const after = Number(query.get('after'));
      const since = events.filter(({ occurred_at: at }) => at > after);
      return pageOf(
        since.map((event) => ({ event })),
        query,
      );
    }
    if (resource !== 'webhook_endpoints') return undefined;
    if (request.method === 'GET')
      return { list: [...endpoints.values()].map(({ id, url, name }) => ({ id, url, name })) };
    if (request.method === 'DELETE') return endpoints.delete(id ?? '') ? {} : undefined;
    const made = { id: `endpoint ${endpoints.size + 1}`, ...(JSON.parse(await text(request)) as object) };
    endpoints.set(made.id, made as { id: string; url: string; name: string; secret: string });
    return { id: made.id };
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://acme');
    const [, named, ...path] = pathname.split('/').map(decodeURIComponent);
    requests.push(`${request.method} /${path[0]}`);
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${key}` || named !== site) {
      send(401, {});
      return;
    }
    answer(request, path, searchParams).then(
      (body) => (body === undefined ? send(404, {}) : send(200, body)),
      () => send(500, {}),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    put(kind, id, fields) {
      const object = { ...objects[kind].get(id), ...fields, id, revision: (revisions += 1) };
      objects[kind].set(id, object);
      return object;
    },
    remove: (kind, id) => void objects[kind].delete(id),
    async tell(type, content) {
      const event = {
        id: `event ${events.length + 1}`,
        type,
        occurred_at: Math.floor(Date.now() / 1000),
        content,
      };
      events.push(event);
      return await Promise.all(
        [...endpoints.values()].map(async ({ url, secret }) => {
          const headers = { 'content-type': 'application/json', 'x-acme-secret': secret };
          const answered = await fetch(url, { method: 'POST', headers, body: JSON.stringify(event) });
          return answered.status;
        }),
      );
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
