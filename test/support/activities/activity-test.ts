import { randomUUID } from 'node:crypto';
import type { AccountSpec } from '../../../simulator/stripe/account/account-spec.ts';
import { drainInbox } from '../../../src/activities/inbox/drain-inbox.ts';
import { pullListings } from '../../../src/activities/listing/pull-listings.ts';
import type { DrainOutcome, PullOutcome, SessionRef } from '../../../src/contracts/activities.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import type { SessionProgress } from '../../../src/contracts/sessions.ts';
import { newInboxEvent } from '../../../src/db/inbox/store-events.ts';
import { connectAccount } from '../connect-account.ts';
import { startSession } from '../seed.ts';
import { simulatedTest } from './simulated-test.ts';

const allowance = { total: 1_000, endpoint: 1_000 };

/** Activities on a real database and a simulated account, without Temporal. */
export const activityTest = simulatedTest
  .extend('spec', (): AccountSpec => ({ customers: 3 }))
  /** A simulated account, connected to the workspace. */
  .extend('account', { auto: true }, async ({ simulator, deps, workspace, spec }) => {
    const apiKey = `sk_test_${workspace.replaceAll('-', '')}`;
    const account = simulator.createAccount({ keys: [apiKey], limits: 'off', ...spec });
    await connectAccount(deps, workspace, { id: account.id, apiKey });
    return account;
  })
  .extend('session', async ({ workspace, inWorkspace, account }): Promise<SessionRef> => {
    const sessionId = await inWorkspace(async (ws) => {
      const config = await ws.paymentConfigs.get('stripe');
      if (config?.accountId !== account.id) throw new Error('the workspace is not connected');
      return await startSession(ws, config.id);
    });
    return { workspaceId: workspace, provider: 'stripe', sessionId };
  })
  /** Stores bodies as the webhook receiver does, and drains the inbox until it is empty. */
  .extend(
    'drain',
    ({ environment, deps, session, inWorkspace }) =>
      async (bodies: readonly string[]): Promise<DrainOutcome> => {
        const { events } = deps.providers.stripe;
        const stored = bodies.map((body) => newInboxEvent(events.envelope(body), body));
        await inWorkspace((ws) => ws.inbox.store('stripe', stored));
        return await environment.run(() =>
          drainInbox(deps, { ...session, allowance, sliceMs: 20_000, lingerMs: 0 }),
        );
      },
  )
  /** A session's slice of listings, of these entities. */
  .extend(
    'list',
    ({ environment, deps, session }) =>
      async (...types: EntityType[]): Promise<PullOutcome> =>
        await environment.run(() =>
          pullListings(deps, {
            session,
            runId: randomUUID(),
            entityTypes: types,
            batchSize: 100,
            maxConcurrentWorkers: 2,
            allowance,
            sliceMs: 20_000,
            progress: { entities: {} } as SessionProgress,
          }),
        ),
  );
