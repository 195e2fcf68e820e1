import { registerHooks } from 'node:module';
import { createApp } from '../../src/api/app.ts';
import type { ApiParts } from '../../src/api/deps.ts';
import { createLog } from '../../src/telemetry/log.ts';

const heading = `/**
 * The API's paths and bodies, written by \`npm run docs\` from its OpenAPI document; a test fails when this file is stale.
 */
`;

/** The document that the API serves at \`/openapi.json\`. It depends on no server and no setting. */
export async function openApiDocument(): Promise<string> {
  const none = {
    db: { maxConnections: 1 },
    changes: { subscribe: () => {} },
    stopping: new AbortController().signal,
    metrics: { requestDuration: () => {} },
    log: createLog({ level: 'silent', format: 'json', name: 'documents' }),
    config: {
      platformKeys: [],
      requestsPerSecond: 1,
      requestsAtOnce: 1,
      strangersPerSecond: 1,
      trustedProxies: 0,
    },
    providers: {},
  } as unknown as ApiParts;
  return await (await createApp(none).request('/openapi.json')).text();
}

/**
 * openapi-typescript prints its types with TypeScript's JavaScript API, which TypeScript 7 does not have: it gets an older
 * one under the same name (https://github.com/openapi-ts/openapi-typescript/issues/2841).
 */
async function generator() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier === 'typescript' ? 'typescript-with-api' : specifier, context),
  });
  try {
    return await import('openapi-typescript');
  } finally {
    hooks.deregister();
  }
}

type Operations = Record<string, { responses: Record<string, unknown> }>;

/** What a client calls, and what it gets: it throws refusals, which all have one body, and sends no provider's webhooks. */
function forClients(document: string): { paths: Record<string, Operations> } {
  const { paths, ...rest } = JSON.parse(document) as { paths: Record<string, Operations> };
  for (const [path, operations] of Object.entries(paths)) {
    if (!path.startsWith('/api/v1/')) delete paths[path];
    for (const { responses } of Object.values(operations)) {
      for (const status of Object.keys(responses)) if (!status.startsWith('2')) delete responses[status];
    }
  }
  return { paths, ...rest };
}

/** A caller may leave out what has a default. */
const options = { defaultNonNullable: false };

/** client/api-types.ts as it should be. */
export async function clientTypes(): Promise<string> {
  const { default: typesOf, astToString } = await generator();
  return heading + astToString(await typesOf(JSON.stringify(forClients(await openApiDocument())), options));
}
