import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';

type Choosing = Pick<PaymentConfig, 'providerName' | 'entityTypes'>;

const without = (some: readonly EntityType[], others: readonly EntityType[]) =>
  some.filter((entityType) => !others.includes(entityType));

/** Whether the two copy the same entities. */
export const sameChoice = (one: Choosing, other: Choosing): boolean =>
  one.entityTypes.length === other.entityTypes.length &&
  without(one.entityTypes, other.entityTypes).length === 0;

/**
 * What follows from another choice, in the transaction that stored it. Entities that are added are listed by the next sync,
 * whatever was known of them, and until then the copy is not complete. Those that are removed are read no more; their rows
 * stay as they are.
 */
export async function followChoice(
  { listings, rechecks, paymentConfigs }: Pick<WorkspaceScope, 'listings' | 'rechecks' | 'paymentConfigs'>,
  before: Choosing,
  after: Choosing,
): Promise<void> {
  if (sameChoice(before, after)) return;
  const provider = after.providerName;
  const added = without(after.entityTypes, before.entityTypes);
  const removed = without(before.entityTypes, after.entityTypes);
  await listings.leave(provider, [...added, ...removed]);
  await rechecks.forget(provider, removed);
  if (added.length > 0) await paymentConfigs.update(provider, { completeAt: null });
}

/** The entities to sync: those that were asked for, or all that the connection copies. Throws `entity_not_chosen`. */
export function entitiesToSync(
  { entityTypes: chosen }: Pick<PaymentConfig, 'entityTypes'>,
  asked: readonly EntityType[] | null,
): EntityType[] {
  if (asked === null) return [...chosen];
  const [other] = without(asked, chosen);
  if (other === undefined) return chosen.filter((entityType) => asked.includes(entityType));
  throw new SyncError(
    'entity_not_chosen',
    `This connection does not copy ${other}: add it to its entity_types first.`,
  );
}
