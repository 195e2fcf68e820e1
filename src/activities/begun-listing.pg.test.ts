import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect, emptyWorkspace, startSession } from '../../dev/queries/seed.ts';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import type { SessionRef } from '../contracts/activities.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { stripeProvider } from '../providers/stripe/stripe-provider.ts';
import type { ConnectedAccount } from './connect-account.ts';
import { copyObject } from './copy-object.ts';
import { applyPlan } from './inbox/apply-plan.ts';

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

it.each([
  ['an event', () => applyPlan({ db }, connected, session, { objects: [], settled: [] })],
  ['a fetch', () => copyObject({ db }, connected, session, customer, () => Promise.resolve())],
])(
  'while a listing begins, nothing is written that %s tells: it would be judged without the listing',
  async (_, write) => {
    const order: string[] = [];
    let written: Promise<unknown> | undefined;
    await db.inWorkspace(session.workspaceId, async (ws) => {
      const listing = { entityType: 'customers', listingId: randomUUID(), startedAt: Date.now() } as const;
      await ws.listings.begin('stripe', { ...listing, sessionId: session.sessionId });
      written = write().then(() => order.push('written'));
      await clone.somebodyWaits();
      order.push('begun');
    });
    await written;
    expect(order).toEqual(['begun', 'written']);
  },
);
