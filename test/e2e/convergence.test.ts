import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomStream, seedOf } from '../../simulator/core/generate/seed.ts';
import type { Account } from '../../simulator/stripe/account/account.ts';
import type { StripeEvent } from '../../simulator/stripe/entity/event.ts';
import { standardEntityTypes } from '../../src/domain/entities/entities.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { deliver } from '../support/deliver.ts';
import { untilSettled } from '../support/inbox.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';
import { mutate } from '../../simulator/core/mutate/mutate.ts';

/** `CONVERGENCE_HISTORIES=200` plays all that a release is tried with (CONTRIBUTING). */
const histories = Number(process.env['CONVERGENCE_HISTORIES'] ?? 40);
/** Temporal's dev server does about 25 runs a second on two cores. */
const atOnce = 20;
/** `CONVERGENCE_SEED=…` repeats the histories; how they interleave depends on the machine. */
const base = process.env['CONVERGENCE_SEED'] ?? String(Date.now());

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  await service.startWorker();
});
afterAll(() => service.stop());

/** One workspace's account changes while it is synced, and its events come late, doubled, shuffled or never. */
async function live(seed: string): Promise<void> {
  const random = randomStream(seedOf(seed));
  const below = (n: number) => Math.floor(random() * n);
  const sizes = {
    customers: 1 + below(12),
    products: 1 + below(3),
    prices: 1 + below(6),
    subscriptions: below(8),
  };
  const latency = { fixedMs: below(20), jitterMs: below(30) };
  const workspace = await service.connect({ seed, ...sizes, latency, perSecond: 1 + below(3) });
  const owned = ownedBy(workspace);
  const { account, workspaceId } = workspace;
  let undelivered: object[] = [];
  const happened: StripeEvent[] = [];
  account.onEvent((event) => {
    happened.push(event);
    if (random() > 0.2) undelivered.push(event);
  });
  const someEvents = (): object[] => {
    const now = undelivered.filter(() => random() < 0.6);
    undelivered = undelivered.filter((event) => !now.includes(event));
    const doubled = happened.filter(() => random() < 0.1);
    return [...new Set([...now, ...doubled])].toSorted(() => random() - 0.5);
  };

  const change = (what: string, count: number) => {
    mutate(account, { count, seed: `${seed} ${what}`, weights: { delete: 3 } });
    changeOtherwise(account, random);
    hideSome(account, happened.slice(told), random);
    // Signed with the account's secret, about objects whose ids it has.
    if (happened.length > 0 && random() < 0.5)
      undelivered.push(ofAnother(happened[below(happened.length)]!, `${what}${happened.length}`));
  };

  if (random() < 0.5) mutate(account, { count: 1 + below(5), seed: `${seed} before` });
  const told = happened.length;
  const cut = { kind: 'cut', bytes: 6_000, as: random() < 0.5 ? 'whole' : 'closed' } as const;
  account.faults.add({ path: '^/v1/(customers|subscriptions)\\?', times: below(4), action: cut });
  const batchSize = 2 + below(8);
  const { sessionId } = await service.start(workspaceId, { batchSize });
  for (let round = 2 + below(3); round > 0; round -= 1) {
    change(`round${round}`, 1 + below(6));
    await deliver(service, workspace, someEvents());
    await sleep(below(120));
  }
  const full = await service.ended(workspaceId, sessionId);
  change('after', 1 + below(4));
  await deliver(service, workspace, someEvents());
  // Queued, because the full sync's row can say that it has ended a moment before its workflow ends.
  const again = { sessionType: 'incremental_sync', whenBusy: 'queue' } as const;
  const incremental = await service.sync(workspaceId, again);
  expect([full.status, incremental.status]).toEqual(['completed', 'completed']);
  await untilSettled(service, [workspace]);
  await expectCopyEqualsAccount(service, workspace);
  await deliver(service, workspace, undelivered.toReversed());
  await untilSettled(service, [workspace]);
  await expectCopyEqualsAccount(service, workspace);
  const foreign = [...(await held(workspace))].filter((id) => !owned.has(id));
  expect(foreign).toEqual([]);
}

/** What `mutate` does not do: ids that come back, and changes that only another object's events tell. */
function changeOtherwise({ customers, products, subscriptions }: Account, random: () => number): void {
  const one = (resource: { all(): Iterable<{ id: string }> }): string | undefined => {
    const ids = [...resource.all()].map(({ id }) => id);
    return ids[Math.floor(random() * ids.length)];
  };
  if (products.find('gold') === undefined) products.create({ id: 'gold', name: `Gold ${random()}` });
  else if (products.refusal('gold') === undefined && random() < 0.7) products.delete('gold');
  const customer = one(customers);
  if (customer !== undefined && random() < 0.4) customers.applyCoupon(customer, 'ten_off');
  if (customer !== undefined && random() < 0.2) customers.endDiscount(customer);
  const subscription = one(subscriptions);
  if (subscription !== undefined && random() < 0.4) subscriptions.applyCoupon(subscription, 'ten_off');
  if (subscription !== undefined && random() < 0.2) subscriptions.endDiscounts(subscription);
}

/** Lists show some objects no more: only events of the time since the listings began tell of these. */
function hideSome(account: Account, since: readonly StripeEvent[], random: () => number): void {
  for (const { data } of since) {
    const { object, id } = data.object as { object: string; id: string };
    const { customers, products, prices, subscriptions } = account;
    const hidden = [customers, products, prices, subscriptions].find(({ facts }) => facts.object === object);
    if (hidden !== undefined && random() < 0.15) hidden.hidden.add(id);
  }
}

/** An event as another account would have it: of an object with the same id, or of one that is its own. */
function ofAnother(event: StripeEvent, suffix: string): object {
  const own = suffix.length % 2 === 0 ? {} : { id: `of_another_${suffix}` };
  const object = { ...event.data.object, name: 'Of another account', ...own };
  return { ...event, id: `${event.id}${suffix}`, account: 'acct_another', data: { object } };
}

/** Collects the ids of all objects that the account has, or has from now on. */
function ownedBy({ account }: ConnectedWorkspace): Set<string> {
  const ids = new Set(
    [account.customers, account.products, account.prices, account.subscriptions].flatMap((resource) =>
      [...resource.all()].map(({ id }) => id),
    ),
  );
  account.onEvent(({ data }) => ids.add((data.object as { id: string }).id));
  return ids;
}

/** The ids of all rows, tombstones included. */
async function held({ workspaceId }: ConnectedWorkspace): Promise<Set<string>> {
  const ids = new Set<string>();
  await service.db.inWorkspace(workspaceId, async (ws) => {
    for (const type of standardEntityTypes)
      for (const { externalId } of await ws[type].list({ limit: 1000, includeDeleted: true }))
        ids.add(externalId);
  });
  return ids;
}

test(
  `each of ${histories} workspaces that live at once ends with its account, and nothing of another's: seed ${base}`,
  async () => {
    const seeds = Array.from({ length: histories }, (_, i) => `${base}-${i}`);
    const failures: string[] = [];
    const next = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift())
        await live(seed).catch((error: unknown) => failures.push(`${seed}: ${String(error)}`));
    };
    await Promise.all(Array.from({ length: atOnce }, next));
    expect(failures).toEqual([]);
  },
  60_000 + histories * 1_200,
);
