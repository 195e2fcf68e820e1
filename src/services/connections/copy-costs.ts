import { knownObjects } from '../../db/analytics/known-objects.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import type { Preset } from '../../domain/entities/presets.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { requestsToList } from '../../providers/listing-cost.ts';
import { entityTypesOf, setsOf } from '../../providers/provider-entity.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';

/** What copying an entity costs, before it is chosen. */
export interface CopyCost {
  readonly entityType: EntityType;
  readonly chosen: boolean;
  /** The sets that it is chosen with. */
  readonly sets: readonly Preset[];
  /** The entity whose objects it is below of; null: it has a list of its own. */
  readonly below: EntityType | null;
  /** Each object of that entity costs a request. */
  readonly requestEach: boolean;
  /** Requests of a full sync; null if nothing is known of the account yet. */
  readonly requests: number | null;
}

/** What each entity of a provider costs in a full sync, by the rows that the workspace has. */
export async function copyCosts(
  { db, providers }: Pick<ServiceDeps, 'db' | 'providers'>,
  { workspaceId }: Pick<Caller, 'workspaceId'>,
  { provider: name }: { readonly provider: PaymentProvider },
): Promise<CopyCost[]> {
  const provider = providers[name];
  const all = entityTypesOf(provider);
  const { known, chosen } = await db.inWorkspace(workspaceId, async (ws) => ({
    known: await knownObjects(ws, name, all),
    chosen: (await ws.paymentConfigs.get(name))?.entityTypes ?? [],
  }));
  return all.map((entityType) => {
    const below = provider.entities[entityType]?.below;
    return {
      entityType,
      chosen: chosen.includes(entityType),
      sets: setsOf(provider, entityType),
      below: below?.parents ?? null,
      requestEach: below?.requestEach ?? false,
      requests: requestsToList(provider, entityType, known),
    };
  });
}
