import { expect } from 'vitest';
import type { FaultSpec } from '../../../simulator/core/faults.ts';
import { connectAccount } from '../../../test/support/connect-account.ts';
import { startSession } from '../../../test/support/seed.ts';
import { simulatedTest } from '../../../test/support/activities/simulated-test.ts';
import type { PullOutcome } from '../../contracts/activities.ts';
import type { SessionProgress } from '../../contracts/sessions.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { pullListings } from './pull-listings.ts';

const entityTypes = ['customers'] as const satisfies EntityType[];
const limitsOf = (query: string) => Number(new URLSearchParams(query).get('limit'));

const it = simulatedTest
  .extend('account', { auto: true }, async ({ simulator, deps, workspace }) => {
    const apiKey = `sk_test_${workspace.replaceAll('-', '')}`;
    const account = simulator.createAccount({ keys: [apiKey], limits: 'off', customers: 950 });
    await connectAccount(deps, workspace, {
      id: account.id,
      apiKey,
      createdAt: new Date(account.created * 1000),
    });
    return account;
  })
  .extend(
    'copied',
    ({ inWorkspace }) =>
      () =>
        inWorkspace(async (ws) =>
          (await ws.customers.list({ limit: 1_000 })).map(({ externalId }) => externalId),
        ),
  )
  /** Slices of one session until its listing is complete, failed or blocked. */
  .extend('pull', ({ environment, deps, workspace, inWorkspace }) => async () => {
    const sessionId = await inWorkspace(async (ws) => {
      const config = await ws.paymentConfigs.get('stripe');
      return await startSession(ws, config!.id);
    });
    let entities: SessionProgress['entities'] = {};
    for (;;) {
      const outcome: PullOutcome = await environment.run(() =>
        pullListings(deps, {
          session: { workspaceId: workspace, provider: 'stripe', sessionId },
          runId: 'run',
          entityTypes,
          batchSize: 100,
          maxConcurrentWorkers: 3,
          allowance: { total: 1_000, endpoint: 1_000 },
          sliceMs: 20_000,
          progress: { entities } as SessionProgress,
        }),
      );
      ({ entities } = outcome);
      if (entities.customers?.state !== 'listing' || outcome.blocked !== null) return outcome;
    }
  });

const large = (path: string, action: FaultSpec['action']): FaultSpec => ({ path, action });

it.for([
  ['cut', large('^/v1/customers\\?', { kind: 'cut', bytes: 60_000 })],
  ['cut with their connection', large('^/v1/customers\\?', { kind: 'cut', bytes: 60_000, as: 'closed' })],
  ['answered by 502', large('^/v1/customers\\?.*limit=100', { kind: 'status', status: 502 })],
  ['a page of HTML', large('^/v1/customers\\?.*limit=100', { kind: 'bad_json', as: 'html' })],
] as const)(
  'pages that are %s are read in smaller ones, all of them',
  async ([, fault], { account, pull, copied }) => {
    account.faults.add(fault);
    const outcome = await pull();
    expect(outcome.entities).toMatchObject({ customers: { state: 'complete', listed: 950, pageSize: 50 } });
    expect(await copied()).toHaveLength(950);
    const failed = account.requests.list().filter(({ query }) => limitsOf(query) === 100);
    expect(failed.length).toBeLessThan(12);
  },
);

it('a size that no longer fails is read again', async ({ account, pull }) => {
  account.faults.add({ path: '^/v1/customers', action: { kind: 'status', status: 500 }, times: 2 });
  const outcome = await pull();
  expect(outcome.entities.customers).toMatchObject({ state: 'complete', listed: 950 });
  expect(outcome.entities.customers).not.toHaveProperty('pageSize');
});

it('of one object that does not come all others are read, and it is named by its place', async ({
  account,
  pull,
  copied,
}) => {
  const id = account.customers.idAt(400);
  account.faults.add({ id: 'in-the-way', path: '^/v1/customers\\?', action: { kind: 'fails_with', id } });
  const outcome = await pull();
  const { created } = account.customers.retrieve(id);
  const error = outcome.entities.customers?.error;
  expect(outcome.entities.customers).toMatchObject({ state: 'failed', listed: 949 });
  expect(error).toMatchObject({ code: 'provider_unreadable' });
  expect(error?.message).toContain(new Date(created * 1000).toISOString());
  expect(await copied()).toHaveLength(949);
  account.faults.remove('in-the-way');
  const requests = account.requests.list().length;
  expect((await pull()).entities.customers).toMatchObject({ state: 'complete', listed: 950 });
  // Only what was left open.
  expect(account.requests.list().length - requests).toBeLessThan(5);
  expect(await copied()).toContain(id);
});

it('if no page comes at all, the provider is away, and no object is to blame', async ({ account, pull }) => {
  account.faults.add({ path: '^/v1/customers', action: { kind: 'status', status: 503 } });
  const outcome = await pull();
  expect(outcome.blocked).toMatchObject({ code: 'provider_unavailable' });
  expect(outcome.entities.customers).toMatchObject({ state: 'listing', listed: 0 });
  expect(outcome.entities.customers).not.toHaveProperty('pageSize');
});

it('a page that cannot be true closes no window and moves no cursor', async ({ account, pull, copied }) => {
  account.faults.add({
    id: 'lie',
    path: '^/v1/customers\\?.*starting_after',
    action: { kind: 'nonsense', as: 'empty_with_more' },
  });
  const outcome = await pull();
  expect(outcome.blocked).toMatchObject({
    code: 'provider_invalid_response',
    message: "Stripe's answer from /v1/customers cannot be true: it is empty, and more follows.",
  });
  expect(outcome.entities.customers).toMatchObject({ state: 'listing' });
  account.faults.remove('lie');
  expect((await pull()).entities.customers).toMatchObject({ state: 'complete', listed: 950 });
  expect(await copied()).toHaveLength(950);
});

it('a page that says that nothing follows, though more was to, is believed only if it comes twice', async ({
  account,
  pull,
  copied,
}) => {
  account.faults.add({
    path: '^/v1/customers\\?.*starting_after',
    nth: 2,
    action: { kind: 'nonsense', as: 'a_list' },
  });
  await pull();
  expect(await copied()).toHaveLength(950);
});
