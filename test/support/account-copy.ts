import { expect } from 'vitest';
import { sdkClient } from '../../simulator/sdk-client.ts';
import type { EntityType } from '../../src/domain/entity.ts';
import { entityTypes } from '../../src/domain/entity.ts';
import type { ConnectedWorkspace, TestService } from './service.ts';

type Objects = Map<string, unknown>;

/** Every object of the simulator's account, read through the official SDK, subscriptions with all their items. */
async function accountObjects(service: TestService, { account }: ConnectedWorkspace, entityType: EntityType): Promise<Objects> {
  const [key] = account.keys.keys();
  const stripe = sdkClient(service.simulator, key!);
  const all = { limit: 100 } as const;
  const lists = {
    customers: () => stripe.customers.list(all),
    products: () => stripe.products.list(all),
    prices: () => stripe.prices.list(all),
    subscriptions: () => stripe.subscriptions.list({ ...all, status: 'all' }),
  };
  const objects: Objects = new Map();
  for await (const object of lists[entityType]()) {
    const items = (object as { items?: { has_more: boolean; data: unknown[] } }).items;
    if (items?.has_more === true) {
      items.data = await stripe.subscriptionItems.list({ subscription: object.id, ...all }).autoPagingToArray({ limit: 10_000 });
      items.has_more = false;
    }
    objects.set(object.id, JSON.parse(JSON.stringify(object)));
  }
  return objects;
}

/** The live rows' provider objects. */
async function copiedObjects({ db }: TestService, { workspaceId }: ConnectedWorkspace, entityType: EntityType): Promise<Objects> {
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
export async function expectCopyEqualsAccount(service: TestService, workspace: ConnectedWorkspace): Promise<void> {
  const { limiter, latency } = workspace.account;
  const limits = limiter.limits;
  limiter.limits = 'off';
  workspace.account.latency = {};
  try {
    for (const entityType of entityTypes) {
      const account = await accountObjects(service, workspace, entityType);
      const copy = await copiedObjects(service, workspace, entityType);
      const missing = [...account.keys()].filter((id) => !copy.has(id));
      const extra = [...copy.keys()].filter((id) => !account.has(id));
      expect({ entityType, missing, extra }).toEqual({ entityType, missing: [], extra: [] });
      for (const [id, object] of account) expect(copy.get(id), `${entityType} ${id}`).toEqual(object);
    }
  } finally {
    limiter.limits = limits;
    workspace.account.latency = latency;
  }
}
