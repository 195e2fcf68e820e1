import type { ResourceContext } from './context.ts';
import type { Entity } from './entity.ts';

/** An entity in one account. */
export interface AccountEntity {
  entity: Entity;
  resource: unknown;
  context: ResourceContext;
}
