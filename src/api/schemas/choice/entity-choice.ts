import { z } from '@hono/zod-openapi';
import { entityTypes, type EntityType } from '../../../domain/entities/entities.ts';
import { presets } from '../../../domain/entities/presets.ts';
import type { Provider } from '../../../providers/provider.ts';
import {
  chosenOf,
  entityTypesOf,
  lackOfParents,
  type EntityChoice,
} from '../../../providers/provider-entity.ts';
import { invalid } from '../../api-error.ts';

/** What to copy, in a request. */
export const entityChoice = z
  .array(z.enum([...presets, ...entityTypes]))
  .min(1)
  .openapi({
    description:
      'Entities by their names, and sets of them: `standard` (customers, products, prices, subscriptions), `billing`, `payments`, ' +
      '`everything`. docs/entities.md says what is in each. What costs a request for each object of another entity is in none, and ' +
      'is chosen by its name: `GET …/payment-providers/{provider}/entities` says the cost.',
    example: ['billing', 'payouts'],
  });

/** Undefined if none are named. Throws the 400 that names one that the provider does not have. */
export function entityTypesChosen(
  provider: Provider,
  names: readonly EntityChoice[] | undefined,
): EntityType[] | undefined {
  if (names === undefined) return undefined;
  const known: readonly string[] = [...presets, ...entityTypesOf(provider)];
  const unknown = names.findIndex((name) => !known.includes(name));
  const refused = (field: string, name: string | undefined) =>
    invalid([{ in: 'body', field, message: `${provider.displayName} has no ${name}` }]);
  if (unknown >= 0) throw refused(`entity_types.${unknown}`, names[unknown]);
  const chosen = chosenOf(provider, names);
  if (chosen.length === 0) throw refused('entity_types', names.join(', '));
  const message = lackOfParents(provider, chosen);
  if (message === null) return chosen;
  throw invalid([{ in: 'body', field: 'entity_types', message }]);
}
