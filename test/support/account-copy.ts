import { expect } from 'vitest';
import type { Account } from '../../simulator/stripe/account/account.ts';
import { ReadableResource } from '../../simulator/stripe/entity/readable-resource.ts';
import type { Subscription } from '../../simulator/stripe/subscriptions/object.ts';
import { standardEntityTypes, type EntityType } from '../../src/domain/entities/entities.ts';
import type { StripeEntityType } from '../../src/providers/stripe/stripe-entities.ts';
import type { ConnectedWorkspace, TestService } from './service.ts';
import { typedValues } from './typed/typed-values.ts';

type Objects = Map<string, unknown>;

/** A row's typed columns, and the provider's object beside them. */
interface Copied {
  readonly object: unknown;
  readonly row: Readonly<Record<string, unknown>>;
}

const isSubscription = (object: { object: string }): object is Subscription =>
  object.object === 'subscription';

/** Every object of the simulator's account, subscriptions with all their items. */
function accountObjects(account: Account, entityType: EntityType): Objects {
  const objects: Objects = new Map();
  if (entityType === 'subscription_items') {
    for (const item of account.subscriptionItems.all())
      objects.set(item.id, JSON.parse(JSON.stringify(item)));
    return objects;
  }
  const resource = account.entities.get(entityType)?.resource;
  if (!(resource instanceof ReadableResource)) throw new Error(`The simulator has no ${entityType}.`);
  for (const object of resource.whole()) {
    if (isSubscription(object) && object.items.has_more) {
      object.items = { ...object.items, data: account.subscriptionItems.of(object.id), has_more: false };
    }
    objects.set(object.id, JSON.parse(JSON.stringify(object)));
  }
  return objects;
}

/** The live rows. */
async function copiedRows(
  { db }: TestService,
  { workspaceId }: ConnectedWorkspace,
  entityType: EntityType,
): Promise<Map<string, Copied>> {
  const rows = new Map<string, Copied>();
  await db.inWorkspace(workspaceId, async (ws) => {
    let page = await ws[entityType].list({ limit: 1000 });
    while (page.length > 0) {
      for (const row of page) rows.set(row.externalId, { object: row.providerData, row });
      page = await ws[entityType].list({ limit: 1000, after: page.at(-1)! });
    }
  });
  return rows;
}

/** The row that the account's object should have, by the object's own fields. */
const valuesOf = (entityType: EntityType, object: unknown): object =>
  (typedValues[entityType as StripeEntityType] as (object: unknown) => object)(object);

/**
 * The copy equals the account: the same ids, each object as the provider shows it now, and its fields in the typed columns.
 * `keptLocally` rows have the platform's values in these. `entityTypes`: what is copied; default: the standard ones.
 */
export async function expectCopyEqualsAccount(
  service: TestService,
  workspace: ConnectedWorkspace,
  {
    keptLocally = 0,
    entityTypes = standardEntityTypes,
  }: { keptLocally?: number; entityTypes?: readonly EntityType[] } = {},
): Promise<void> {
  let kept = 0;
  for (const entityType of entityTypes) {
    const account = accountObjects(workspace.account, entityType);
    const copy = await copiedRows(service, workspace, entityType);
    const missing = [...account.keys()].filter((id) => !copy.has(id));
    const extra = [...copy.keys()].filter((id) => !account.has(id));
    expect({ entityType, missing, extra }).toEqual({ entityType, missing: [], extra: [] });
    for (const [id, object] of account) {
      const { object: copied, row } = copy.get(id)!;
      expect(copied, `${entityType} ${id}`).toEqual(object);
      if (row['source'] === 'local') kept += 1;
      else
        expect(row, `the typed columns of ${entityType} ${id}`).toMatchObject(valuesOf(entityType, object));
    }
  }
  expect(kept, "rows with the platform's values").toBe(keptLocally);
}
