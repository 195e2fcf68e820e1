import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../../test/support/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts';
import type { SessionRef } from '../../contracts/activities.ts';
import { openDatabase, type Database } from '../../db/database.ts';
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
} as unknown as ConnectedAccount;
let clone: TestDatabase;
let db: Database;
let session: SessionRef;

beforeAll(async () => {
  clone = await createTestDatabase();
  db = openDatabase({ url: clone.url, maxConnections: 2, applicationName: 'test' });
});
beforeEach(async () => {
  const workspaceId = await emptyWorkspace(db);
  const sessionId = await db.inWorkspace(workspaceId, async (ws) => startSession(ws, await connect(ws)));
  session = { workspaceId, provider: 'stripe', sessionId };
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

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
const told: EventPlan = {
  objects: [{ ...customer, newest: event, older: [], meaning: { kind: 'present', json: shown } as never }],
  settled: [],
};

/** A listing of customers that has begun after the event, and is committed when `then` has. */
const begin = (then: () => Promise<void>) =>
  db.inWorkspace(session.workspaceId, async (ws) => {
    const listing = { entityType: 'customers', listingId: randomUUID(), startedAt: Date.now() } as const;
    await ws.listings.begin('stripe', { ...listing, sessionId: session.sessionId });
    await then();
  });

it('an event that meets a beginning listing is judged with it: nothing tells whether the object was there since', async () => {
  let applied: Promise<AppliedPlan> | undefined;
  await begin(async () => {
    applied = applyPlan({ db }, connected, session, told);
    await clone.somebodyWaits();
  });
  expect((await applied)?.toFetch).toHaveLength(1);
});

it('a fetch waits before it writes anything', async () => {
  const order: string[] = [];
  let written: Promise<unknown> | undefined;
  await begin(async () => {
    const settle = () => Promise.resolve(void order.push('fetch'));
    written = copyObject({ db }, connected, session, customer, settle);
    await clone.somebodyWaits();
    order.push('listing');
  });
  await written;
  expect(order).toEqual(['listing', 'fetch']);
});
