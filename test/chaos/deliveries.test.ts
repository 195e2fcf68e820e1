import { afterAll, beforeAll, expect, test } from 'vitest';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startDeployment, type Deployment } from '../support/deployment.ts';
import { countOf, received, untilSettled } from '../support/inbox.ts';
import type { ConnectedWorkspace } from '../support/service.ts';
import { mutateSteadily } from '../../simulator/core/mutate/mutate.ts';

let deployment: Deployment;
beforeAll(async () => {
  // The simulator's accounts have no limits here, so that rechecks are fast.
  deployment = await startDeployment({
    env: { STRIPE_REQUESTS_PER_SECOND: '1000', STRIPE_ENDPOINT_REQUESTS_PER_SECOND: '500' },
  });
  await deployment.startWorker();
});
afterAll(() => deployment.stop());

/** Two accounts with equal ids, and three with their own. */
const seeds = ['twins', 'twins', 'second', 'third', 'fourth'];
const changesEach = 400;

test('2,000 changes during full syncs, their deliveries lost, doubled, late and shuffled: after an incremental sync each copy equals its account', async () => {
  const { service } = deployment;
  const workspaces = await Promise.all(
    seeds.map((seed) =>
      deployment.connect({
        seed,
        customers: 300,
        products: 60,
        prices: 120,
        subscriptions: 300,
        cancelledShare: 0.1,
        latency: { fixedMs: 200 },
        deliveries: {
          lost: 0.05,
          doubled: 0.1,
          late: { share: 0.2, maxMs: 4_000 },
          shuffled: true,
          retry: { firstMs: 200, factor: 1.5, maxMs: 2_000, forMs: 120_000 },
        },
      }),
    ),
  );
  const owned = workspaces.map(everOwned);
  const full = await Promise.all(
    workspaces.map(({ workspaceId }) => deployment.startSync(workspaceId, 'initial', { batch_size: 10 })),
  );
  await Promise.all(
    workspaces.map(
      ({ account }, i) => mutateSteadily(account, { count: changesEach, perSecond: 100, seed: i }).done,
    ),
  );
  const during = await Promise.all(full.map((id, i) => service.session(workspaces[i]!.workspaceId, id)));
  expect(during.map(({ status }) => status)).toEqual(seeds.map(() => 'running'));
  const counts = await Promise.all(workspaces.map(({ account }) => account.deliveries.settled(60_000)));
  for (const { byState, doubled, late } of counts) {
    expect(Math.min(byState.lost, doubled, late)).toBeGreaterThan(0);
    expect(byState.given_up).toBe(0);
  }
  await completed(full, workspaces);

  const incremental = await Promise.all(
    workspaces.map(({ workspaceId }) => deployment.startSync(workspaceId, 'incremental')),
  );
  await completed(incremental, workspaces);
  await untilSettled(service, workspaces);
  for (const [i, workspace] of workspaces.entries()) {
    await expectCopyEqualsAccount(service, workspace);
    const foreign = [...(await heldIds(workspace))].filter((id) => !owned[i]!.has(id));
    expect(foreign).toEqual([]);
    expect(countOf(await received(service, workspace), 'quarantined')).toBe(0);
  }
});

async function completed(ids: Awaited<ReturnType<Deployment['startSync']>>[], of: ConnectedWorkspace[]) {
  const { service } = deployment;
  const ended = await Promise.all(ids.map((id, i) => service.ended(of[i]!.workspaceId, id)));
  expect(ended.map(({ status, errorSummary }) => ({ status, errorSummary }))).toEqual(
    ids.map(() => ({ status: 'completed', errorSummary: null })),
  );
}

/** Collects the ids of all objects that the account has, or has from now on. */
function everOwned({ account }: ConnectedWorkspace): Set<string> {
  const ids = new Set(
    [account.customers, account.products, account.prices, account.subscriptions].flatMap((resource) =>
      [...resource.all()].map(({ id }) => id),
    ),
  );
  account.onEvent(({ data }) => ids.add((data.object as { id: string }).id));
  return ids;
}

/** The ids of all rows, tombstones included. */
async function heldIds({ workspaceId }: ConnectedWorkspace): Promise<Set<string>> {
  const ids = new Set<string>();
  await deployment.service.db.inWorkspace(workspaceId, async (ws) => {
    for (const entityType of standardEntityTypes) {
      const rows = await ws[entityType].list({ limit: 10_000, includeDeleted: true });
      for (const { externalId } of rows) ids.add(externalId);
    }
  });
  return ids;
}
