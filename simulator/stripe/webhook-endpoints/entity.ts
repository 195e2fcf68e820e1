import type { Entity } from '../entity/entity.ts';
import { WebhookEndpoints } from './resource.ts';
import { webhookEndpointRoutes } from './routes.ts';

export const webhookEndpoints = {
  name: 'webhook_endpoints',
  object: 'webhook_endpoint',
  ids: { prefix: 'we_', length: 24 },
  permission: ['Webhook Endpoints, Event Destinations', 'webhook'],
  make: (context) => new WebhookEndpoints(context),
  routes: webhookEndpointRoutes,
} as const satisfies Entity<WebhookEndpoints>;
