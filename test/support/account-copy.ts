import { expect } from 'vitest';
import type { Account } from '../../simulator/stripe/account/account.ts';
import { entityTypes, type EntityType } from '../../src/domain/entity.ts';
import type { ConnectedWorkspace, TestService } from './service.ts';

type Objects = Map<string, unknown>;

/** Every object of the simulator's account, subscriptions with all their items. */
function accountObjects(account: Account, entityType: EntityType): Objects {
  const objects: Objects = new Map();
  for (const object of account[entityType].all()) {
    if ('items' in object && object.items.has_more) {
      object.items = { ...object.items, data: account.subscriptionItems.of(object.id), has_more: false };
    }
    objects.set(object.id, JSON.parse(JSON.stringify(object)));
  }
  return objects;
}

/** The live rows' provider objects. */
async function copiedObjects(
  { db }: TestService,
  { workspaceId }: ConnectedWorkspace,
  entityType: EntityType,
): Promise<Objects> {
  const objects: Objects = new Map();
  await db.inWorkspace(workspaceId, async (ws) => {
    let page = await ws[entityType].list({ limit: 1000 });
    while (page.length > 0) {
      for (const row of page) objects.set(row.externalId, row.providerData);
      page = await ws[entityType].list({ limit: 1000, after: page.at(-1)! });
    }
  });
  return objects;
}

/** The copy is the account: the same ids, and each object as the provider shows it now. */
export async function expectCopyEqualsAccount(
  service: TestService,
  workspace: ConnectedWorkspace,
): Promise<void> {
  for (const entityType of entityTypes) {
    const account = accountObjects(workspace.account, entityType);
    const copy = await copiedObjects(service, workspace, entityType);
    const missing = [...account.keys()].filter((id) => !copy.has(id));
    const extra = [...copy.keys()].filter((id) => !account.has(id));
    expect({ entityType, missing, extra }).toEqual({ entityType, missing: [], extra: [] });
    for (const [id, object] of account) expect(copy.get(id), `${entityType} ${id}`).toEqual(object);
  }
}
