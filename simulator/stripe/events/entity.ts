import type { Entity } from '../entity/entity.ts';
import { Events } from './resource.ts';
import { eventRoutes } from './routes.ts';

export const events = {
  name: 'events',
  object: 'event',
  ids: { prefix: 'evt_', length: 24 },
  permission: ['Events', 'event'],
  make: (context) => new Events(context),
  routes: eventRoutes,
} as const satisfies Entity<Events>;
