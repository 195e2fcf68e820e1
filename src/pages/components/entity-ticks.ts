import { html } from 'hono/html';
import { entities, type EntityType } from '../../domain/entities/entities.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Markup, Part } from '../markup.ts';
import { entityName } from '../sessions/session-looks.ts';
import { tick } from './form.ts';

type WithEntities = Pick<Provider, 'entities'>;

/** An entity's name, and what it costs if that is more than a request for a hundred objects. */
function withCost({ entities: ofProvider }: WithEntities, entityType: EntityType): Part {
  const below = ofProvider[entityType]?.below;
  if (below?.requestEach !== true) return entityName(entityType);
  const { singular } = entities[below.parents];
  return html`${entityName(entityType)} <span class="soft">a request for each ${singular}</span>`;
}

/** A tick for each of these entities. */
export const entityTicks = (
  provider: WithEntities,
  offered: readonly EntityType[],
  chosen: readonly EntityType[] = [],
): Markup[] =>
  offered.map((type) =>
    tick('entity_types', withCost(provider, type), { value: type, checked: chosen.includes(type) }),
  );
