import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { connect, startSession } from '../../../test/support/seed.ts';
import { workspaceTest } from '../../../test/support/workspace-test.ts';
import type { SessionRef } from '../../contracts/activities.ts';
import type { TakenEvent } from '../../db/inbox/take-events.ts';
import { stripeProvider } from '../../providers/stripe/stripe-provider.ts';
import type { ConnectedAccount } from '../account/connect-account.ts';
import { copyObject } from '../account/copy-object.ts';
import { applyPlan, type AppliedPlan } from '../inbox/apply-plan.ts';
import type { EventPlan } from '../inbox/plan-events.ts';

const provider = stripeProvider({ apiBase: 'http://127.0.0.1:1' });
const gone = { state: 'deleted', snapshot: { from: 1, to: 2 } } as const;
const connected = {
  provider,
  account: { retrieve: () => Promise.resolve(gone) },
  conflictPolicy: 'provider_wins',
  entityTypes: ['customers'],
} as unknown as ConnectedAccount;

const customer = { entityType: 'customers', externalId: 'cus_1' } as const;
const shown = JSON.stringify({
  id: 'cus_1',
  object: 'customer',
  created: 1_600_000_000,
  livemode: false,
  metadata: {},
});
const eventAt = new Date('2026-01-01T00:00:00Z');
const event = {
  eventId: 'evt_1',
  eventDay: '2026-01-01',
  eventCreatedAt: eventAt,
  attempts: 0,
} as TakenEvent;
const plan: EventPlan = {
  objects: [{ ...customer, newest: event, older: [], meaning: { kind: 'present', json: shown } as never }],
  settled: [],
};

const it = workspaceTest
  .extend('session', async ({ workspace, inWorkspace }): Promise<SessionRef> => {
    const sessionId = await inWorkspace(async (ws) => startSession(ws, await connect(ws)));
    return { workspaceId: workspace, provider: 'stripe', sessionId };
  })
  /** A listing of customers that began after the event, and is committed when `then` is done. */
  .extend(
    'begin',
    ({ inWorkspace, session: { sessionId } }) =>
      (then: () => Promise<void>) =>
        inWorkspace(async (ws) => {
          const listing = {
            entityType: 'customers',
            listingId: randomUUID(),
            startedAt: Date.now(),
          } as const;
          await ws.listings.begin('stripe', { ...listing, sessionId });
          await then();
        }),
  );

it('an event is ordered against a listing that is beginning: whether the object still exists is unknown', async ({
  db,
  database,
  session,
  begin,
}) => {
  let applied: Promise<AppliedPlan> | undefined;
  await begin(async () => {
    applied = applyPlan({ db }, connected, session, plan);
    await database.untilSessionWaits();
  });
  expect((await applied)?.toFetch).toHaveLength(1);
});

it('a fetch waits before it writes anything', async ({ db, database, session, begin }) => {
  const order: string[] = [];
  let written: Promise<unknown> | undefined;
  await begin(async () => {
    const settle = () => Promise.resolve(void order.push('fetch'));
    written = copyObject({ db }, connected, session, customer, settle);
    await database.untilSessionWaits();
    order.push('listing');
  });
  await written;
  expect(order).toEqual(['listing', 'fetch']);
});
