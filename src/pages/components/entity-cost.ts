import { html } from 'hono/html';
import { entities, type EntityType } from '../../domain/entities/entities.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Part } from '../markup.ts';
import { entityName } from '../sessions/session-looks.ts';

/** An entity's name, and what it costs if that is more than a request for a hundred objects. */
export function withCost({ entities: ofProvider }: Pick<Provider, 'entities'>, entityType: EntityType): Part {
  const below = ofProvider[entityType]?.below;
  if (below?.requestEach !== true) return entityName(entityType);
  const { singular } = entities[below.parents];
  return html`${entityName(entityType)} <span class="soft">a request for each ${singular}</span>`;
}
