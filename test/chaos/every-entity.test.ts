import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReadableResource } from '../../simulator/stripe/entity/readable-resource.ts';
import {
  stripeEntities,
  stripeEntityTypes,
  type StripeEntityType,
} from '../../src/providers/stripe/stripe-entities.ts';
import { expectCopyEqualsAccount } from '../support/account-copy.ts';
import { startTestService, type ConnectedWorkspace, type TestService } from '../support/service.ts';
import { startWorkerProcess } from './worker-process.ts';

/** Objects of the account, all entities together: `ENTITY_OBJECTS=100000` is an account as large ones are. */
const objects = Number(process.env['ENTITY_OBJECTS'] ?? '6000');
/** Subscription items come with their subscriptions. */
const generated = stripeEntityTypes.filter((entityType) => entityType !== 'subscription_items');
const each = Math.ceil(objects / generated.length);
const sizes = Object.fromEntries(generated.map((entityType) => [entityType, each]));

const entityTypes = { entityTypes: stripeEntityTypes };
const limitMs = 900_000;

let service: TestService;
beforeAll(async () => {
  // The account's limits are no part of this: the worker asks as fast as it can.
  const pace = { STRIPE_REQUESTS_PER_SECOND: '100000', STRIPE_ENDPOINT_REQUESTS_PER_SECOND: '100000' };
  service = await startTestService({}, pace);
});
afterAll(() => service.stop());

async function connect(seed: string): Promise<ConnectedWorkspace> {
  const workspace = await service.connect({ seed, sizes, cancelledShare: 0.1, manyItemsEvery: 100 });
  await service.db.inWorkspace(workspace.workspaceId, ({ paymentConfigs }) =>
    paymentConfigs.update('stripe', { entityTypes: [...stripeEntityTypes] }),
  );
  return workspace;
}

const pagesOf = (count: number): number => Math.ceil(count / 100);

/** Elements of a nested list that an answer shows; the rest is read by itself. */
const shown = (entityType: StripeEntityType): number => (entityType === 'subscriptions' ? 20 : 10);

/** Requests for what the lists inside an object do not show. */
const nestedPages = (entityType: StripeEntityType, object: object): number =>
  Object.values(object)
    .map((value) => (isList(value) ? pagesOf(Math.max(0, value.data.length - shown(entityType))) : 0))
    .reduce((sum, pages) => sum + pages, 0);

const isList = (value: unknown): value is { data: unknown[] } =>
  (value as { object?: unknown } | null)?.object === 'list';

/** The fewest requests that show it all: a page for a hundred objects, one for each parent of what is below it, and what does not fit. */
function floorOf({ account }: ConnectedWorkspace): number {
  let requests = 0;
  for (const entityType of stripeEntityTypes) {
    const { below } = stripeEntities[entityType];
    requests += pagesOf(each) + (below?.requestEach === true ? each : 0);
    const resource = account.entities.get(entityType)?.resource;
    if (below !== undefined || !(resource instanceof ReadableResource)) continue;
    for (const object of resource.whole()) requests += nestedPages(entityType, object);
  }
  return requests;
}

const requestsOf = ({ account }: ConnectedWorkspace): number => account.requests.counts.requests;

async function rowsOf({ workspaceId }: ConnectedWorkspace): Promise<number> {
  const totals = await service.db.inWorkspace(workspaceId, (ws) => ws.listings.totals('stripe'));
  return totals.reduce((sum, { listed }) => sum + listed, 0);
}

/** Waits until at least so many requests were sent. */
async function afterRequests(workspace: ConnectedWorkspace, count: number): Promise<void> {
  const deadline = Date.now() + 300_000;
  while (requestsOf(workspace) < count) {
    if (Date.now() > deadline) throw new Error(`only ${requestsOf(workspace)} requests`);
    await sleep(2);
  }
}

let undisturbed: number;

test(`an account of every entity, ${objects} objects: the copy is the account, by few requests more than its pages are`, async () => {
  const worker = await startWorkerProcess(service);
  try {
    const workspace = await connect('undisturbed');
    const began = performance.now();
    const session = await service.sync(workspace.workspaceId, entityTypes, limitMs);
    const seconds = (performance.now() - began) / 1_000;
    expect(session).toMatchObject({ status: 'completed', errorSummary: null });
    await expectCopyEqualsAccount(service, workspace, entityTypes);
    undisturbed = requestsOf(workspace);
    const floor = floorOf(workspace);
    const rows = await rowsOf(workspace);
    console.log(
      `${stripeEntityTypes.length} entities, ${rows} objects in ${seconds.toFixed(1)} s (${Math.round(rows / seconds)}/s), ` +
        `${undisturbed} requests, the floor is ${floor}`,
    );
    // Parents of what costs a request each are read 25 at a time, windows end in pages that are not full, and events are read once.
    expect(undisturbed).toBeLessThanOrEqual(floor * 1.1 + 100);
  } finally {
    await worker.stop();
  }
}, 1_800_000);

test('a worker that is killed in the middle of it costs the requests in flight', async () => {
  const workspace = await connect('killed');
  const first = await startWorkerProcess(service);
  try {
    const { sessionId } = await service.start(workspace.workspaceId, entityTypes);
    await afterRequests(workspace, Math.floor(undisturbed / 2));
    process.kill(first.pid, 'SIGKILL');
    expect((await service.session(workspace.workspaceId, sessionId)).status).toBe('running');
    const second = await startWorkerProcess(service);
    try {
      const session = await service.ended(workspace.workspaceId, sessionId, limitMs);
      expect(session).toMatchObject({ status: 'completed', errorSummary: null });
      await expectCopyEqualsAccount(service, workspace, entityTypes);
      console.log(`${requestsOf(workspace)} requests with a worker killed, ${undisturbed} without`);
      // Of each entity a page may be in flight and one being written, each with what is read for its objects.
      expect(requestsOf(workspace)).toBeLessThanOrEqual(undisturbed + 300);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop(true);
  }
}, 1_800_000);
