import { randomUUID } from 'node:crypto';
import type { Flooder, FloodRequest, LargeEvents } from './flood-plan.ts';

/** The workspace whose keys are used against the others. */
export interface Greedy {
  readonly workspaceId: string;
  readonly operatorKey: string;
  readonly viewerKey: string;
  readonly secret: string;
}

export interface Flood {
  readonly name: string;
  readonly flooders: readonly Flooder[];
  readonly largeEvents?: LargeEvents;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { 'x-role'?: string }>>>>;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];
const schedule = JSON.stringify({ every_seconds: 3600 });
const atOnce = 500;
const forgedPerSecond = 1_500;

/** Every route of a workspace that this role may use, but those that end what the others need. */
function requestsOf({ paths }: OpenApi, workspaceId: string, roles: readonly string[]): FloodRequest[] {
  return Object.entries(paths).flatMap(([path, operations]) => {
    if (!path.startsWith('/api/v1/workspaces/{workspace_id}')) return [];
    const filled = path
      .replace('{workspace_id}', workspaceId)
      .replace('{provider}', 'stripe')
      .replace(/\{[a-z_]+\}/g, randomUUID());
    const at = path.endsWith('/wait') ? `${filled}?object=cus_none&timeout=10` : filled;
    return methods.flatMap((method) => {
      const role = operations[method]?.['x-role'];
      if (role === undefined || !roles.includes(role)) return [];
      const body =
        method === 'get' || method === 'delete' ? undefined : at.endsWith('/schedule') ? schedule : '{}';
      return [{ method: method.toUpperCase(), path: at, ...(body !== undefined && { body }) }];
    });
  });
}

const addresses = (network: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${network}.${i + 1}`);

/** What others do, from nothing to everything at once. */
export async function floodsOf(url: string, greedy: Greedy, neighbour: string): Promise<Flood[]> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  const { workspaceId, operatorKey, viewerKey, secret } = greedy;
  const member = (name: string, key: string, roles: string[], from: string): Flooder => ({
    name,
    requests: requestsOf(document, workspaceId, roles),
    headers: { authorization: `Bearer ${key}` },
    concurrency: atOnce,
    addresses: [from],
  });
  const everything: Flooder[] = [
    member('operator', operatorKey, ['viewer', 'operator'], '203.0.113.1'),
    member('viewer', viewerKey, ['viewer'], '203.0.113.2'),
    {
      name: 'anonymous',
      requests: ['', '/customers', '/api-keys']
        .map((path) => ({ method: 'GET', path: `/api/v1/workspaces/${neighbour}${path}` }))
        .concat(['/readyz', '/openapi.json', '/docs', '/sign-in'].map((path) => ({ method: 'GET', path }))),
      headers: {},
      madeUpKeys: true,
      concurrency: atOnce,
      addresses: addresses('192.0.2', 1),
    },
  ];
  const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'customer.updated', data: {} });
  const forged = (name: string, path: string): Flooder => ({
    name,
    requests: [{ method: 'POST', path, body }],
    headers: {},
    forged: true,
    concurrency: 200,
    perSecond: forgedPerSecond / 2,
    addresses: addresses('192.0.2', 200),
  });
  const forgery = [
    forged('forged, made-up ids', '/webhooks/stripe/{random}'),
    forged('forged, own id', `/webhooks/stripe/${neighbour}`),
  ];
  const largeEvents = { path: `/webhooks/stripe/${workspaceId}`, secret, events: 200, bytes: 1_000_000 };
  return [
    { name: 'nothing', flooders: [] },
    { name: 'every route by two keys and a stranger', flooders: everything },
    { name: `${forgedPerSecond} forged webhooks/s`, flooders: forgery },
    { name: '200 events of 1 MB', flooders: [], largeEvents },
    { name: 'all of it at once', flooders: [...everything, ...forgery], largeEvents },
  ];
}
