import type { EntityType } from '../../domain/entities/entities.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { WorkspaceScope } from '../workspace.ts';

/** How many live rows each entity has, as a function: undefined for one that was never listed and has none. */
export async function knownObjects(
  { analytics, listings }: Pick<WorkspaceScope, 'analytics' | 'listings'>,
  provider: PaymentProvider,
  entityTypes: readonly EntityType[],
): Promise<(entityType: EntityType) => number | undefined> {
  const listed = await listings.find(provider, entityTypes);
  const counts = await analytics.countsByEntity(provider);
  const live = new Map(listed.filter(({ finished }) => finished).map(({ entityType }) => [entityType, 0]));
  for (const { entityType, live: rows } of counts) live.set(entityType, rows);
  return (entityType) => live.get(entityType);
}
