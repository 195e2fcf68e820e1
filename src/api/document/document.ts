import { hash } from 'node:crypto';
import { addressPartition } from '../client-address.ts';
import type { ApiDeps } from '../deps.ts';
import type { Api } from '../route.ts';
import { answerCompressed, compressed, type Compressed } from './compressed.ts';

const info = {
  openapi: '3.1.0',
  info: {
    title: 'Workspace payment sync',
    version: '1',
    description:
      "Connects each workspace's payment-provider account and keeps a complete copy of it. Give an API key with " +
      '`Authorization: Bearer <key>` or `X-Api-Key`: one of a workspace, or the platform’s own. Each operation names the role that it ' +
      'needs as `x-role`. Refusals have one shape, `Problem`, with a `code` for programs and the `request_id` by which the log ' +
      'has the rest.',
  },
  tags: [
    { name: 'Workspaces', description: 'One for each merchant; the overview of all; limits and quotas.' },
    { name: 'API keys', description: 'Of one workspace, with a role each.' },
    { name: 'Connect sessions', description: 'Links by which merchants connect an account themselves.' },
    { name: 'Payment providers', description: 'Connections: their keys, what they copy, their webhooks.' },
    {
      name: 'Syncs',
      description: 'Start one, ask how fresh the copy is, wait for a change, figures over time.',
    },
    { name: 'Sync sessions', description: 'What runs and ran: progress, journal, cancel.' },
    { name: 'Schedules', description: 'Syncs that start by themselves.' },
    { name: 'Webhooks', description: 'What the provider sends: received events, quarantine, replay.' },
    { name: 'Outgoing webhooks', description: 'What this service tells others, and what came of it.' },
    { name: 'Conflicts', description: 'Rows that were changed here and at the provider.' },
    { name: 'Audit log', description: 'Who changed what.' },
    { name: 'Entities', description: 'The copied rows.' },
    {
      name: 'Health',
      description: 'For probes, Prometheus and autoscalers: no key is needed, unless one is set for metrics.',
    },
  ],
};

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key, or a token of the OIDC issuer if one is configured.',
  },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
} as const;

type Description = ReturnType<Api['getOpenAPI31Document']>;

const described = new WeakMap<Api, Description>();

/** What the API says of itself. It is made once, a third of a second long, when all routes are there: before a process listens. */
export function describeApi(api: Api): Description {
  const made = described.get(api) ?? api.getOpenAPI31Document(info);
  described.set(api, made);
  return made;
}

/**
 * `/openapi.json`, generated from the schemas that check the requests. It is large and anybody may have it, so requests count as all
 * without a key do, and its bytes are made once: encoded for each request they cost as much as ten other answers.
 */
export function documentRoutes(api: Api, { strangers }: Pick<ApiDeps, 'strangers'>): void {
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    api.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  let made: { readonly file: Compressed; readonly etag: string } | undefined;
  // With the first request only, when all routes are there.
  const make = () => {
    const content = Buffer.from(JSON.stringify(describeApi(api)));
    // Weak: one for all codings.
    return { file: compressed(content), etag: `W/"${hash('sha256', content, 'base64url')}"` };
  };

  api.get('/openapi.json', async (c) => {
    await strangers.admit(addressPartition(c.get('remoteAddress')), async () => undefined);
    const { file, etag } = (made ??= make());
    c.header('ETag', etag);
    c.header('Cache-Control', 'no-cache');
    c.header('Vary', 'Accept-Encoding');
    if (c.req.header('if-none-match')?.includes(etag.slice(2)) === true) return c.body(null, 304);
    return await answerCompressed(c, file, { 'Content-Type': 'application/json' });
  });
}
