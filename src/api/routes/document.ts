import { hash } from 'node:crypto';
import type { Context } from 'hono';
import { docsPage, style } from '../docs-page.ts';
import type { Api } from '../route.ts';

const info = {
  openapi: '3.1.0',
  info: {
    title: 'Workspace payment sync',
    version: '1',
    description: "Connects each workspace's payment-provider account and keeps a complete copy of it.",
  },
};

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
} as const;

/** The page has one style of its own and nothing else: no script, no form, no frame. */
const contentPolicy = [
  `default-src 'none'`,
  `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** A text that does not change while the process runs, and by which a client knows that. */
interface Fixed {
  readonly text: string;
  readonly etag: string;
}

const fixed = (text: string): Fixed => ({ text, etag: `"${hash('sha256', text, 'base64url')}"` });

/** `make` is called for the first request only, when all routes are there. */
function once(make: () => string | Promise<string>): () => Promise<Fixed> {
  let made: Promise<Fixed> | undefined;
  return async () => await (made ??= (async () => fixed(await make()))());
}

/** `/openapi.json`, generated from the schemas that check the requests, and `/docs` for people. */
export function documentRoutes(api: Api): void {
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    api.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  const json = once(() => JSON.stringify(api.getOpenAPI31Document(info)));
  const page = once(async () => String(await docsPage(api.getOpenAPI31Document(info))));

  const answer = (c: Context, { text, etag }: Fixed, type: string) => {
    c.header('ETag', etag);
    c.header('Cache-Control', 'no-cache');
    if (c.req.header('if-none-match')?.includes(etag) === true) return c.body(null, 304);
    return c.body(text, 200, { 'content-type': type });
  };
  api.get('/openapi.json', async (c) => answer(c, await json(), 'application/json'));
  api.get('/docs', async (c) => {
    c.header('Content-Security-Policy', contentPolicy);
    return answer(c, await page(), 'text/html; charset=utf-8');
  });
}
