import { docsPage } from '../docs-page.ts';
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

/** `/openapi.json`, generated from the schemas that check the requests, and `/docs` for people. */
export function documentRoutes(api: Api): void {
  for (const [name, scheme] of Object.entries(securitySchemes)) {
    api.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  api.doc31('/openapi.json', info);
  api.get('/docs', (c) => c.html(docsPage(api.getOpenAPI31Document(info))));
}
