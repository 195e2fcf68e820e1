import { randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { AccountSpec } from '../../../simulator/stripe/account/account-spec.ts';
import type { Account } from '../../../simulator/stripe/account/account.ts';
import type { ActivityDependencies } from '../../../src/activities/dependencies.ts';
import { recheckObjects } from '../../../src/activities/account/recheck-objects.ts';
import { pullListings } from '../../../src/activities/listing/pull-listings.ts';
import type {
  PullListings,
  PullOutcome,
  RecheckOutcome,
  SessionRef,
} from '../../../src/contracts/activities.ts';
import { connectAccount } from '../connect-account.ts';
import { lists } from '../requests-of.ts';
import { startSession } from '../seed.ts';
import { simulatedTest } from './simulated-test.ts';

/** A session's listings from their beginning to their end. */
export interface Listed {
  /** Requests for pages, and those of them that had been sent before. */
  readonly requests: number;
  readonly again: number;
  /** Rows that were new or had changed, and objects that are to be fetched by themselves. */
  readonly written: number;
  readonly rechecks: number;
  readonly slices: number;
}

type Slice = Partial<PullListings>;

/** A simulated account, and sessions that list it slice by slice, without a workflow. */
export interface ListedAccount {
  readonly account: Account;
  begin(): Promise<SessionRef>;
  slice(session: SessionRef, more?: Slice): Promise<PullOutcome>;
  /** Lists everything in a new session, or what is left in `session`, and completes it. */
  list(more?: Slice, session?: SessionRef): Promise<Listed>;
  /** Fetches what is to be fetched by itself. */
  recheck(): Promise<RecheckOutcome>;
}

const allowance = { total: 10_000, endpoint: 10_000 };

export const listingTest = simulatedTest.extend(
  'connect',
  ({ simulator, deps, workspace, inWorkspace }) =>
    async (spec: AccountSpec, changed: Partial<ActivityDependencies> = {}): Promise<ListedAccount> => {
      const apiKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
      const account = simulator.createAccount({ keys: [apiKey], limits: 'off', ...spec });
      await connectAccount(deps, workspace, { id: account.id, apiKey });

      const run = <T>(activity: () => Promise<T>): Promise<T> =>
        new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run<[], T, () => Promise<T>>(
          activity,
        );

      const slice = (session: SessionRef, more: Slice = {}) =>
        run(() =>
          pullListings(
            { ...deps, ...changed },
            {
              session,
              runId: 'run',
              entityTypes: ['customers'],
              batchSize: 100,
              maxConcurrentWorkers: 3,
              allowance,
              sliceMs: 60_000,
              progress: { entities: {} } as PullListings['progress'],
              ...more,
            },
          ),
        );

      const begin = () =>
        inWorkspace(async (ws): Promise<SessionRef> => {
          const config = await ws.paymentConfigs.get('stripe');
          const sessionId = await startSession(ws, config!.id);
          await ws.sessions.transition(sessionId, 'running');
          return { workspaceId: workspace, provider: 'stripe', sessionId };
        });

      async function list(more: Slice = {}, begun?: SessionRef): Promise<Listed> {
        const session = begun ?? (await begin());
        const before = lists(account.requests.list()).length;
        let unlisted = more.entityTypes ?? ['customers'];
        let [slices, written, rechecks] = [0, 0, 0];
        while (unlisted.length > 0) {
          const outcome = await slice(session, { ...more, entityTypes: unlisted });
          const states = Object.entries(outcome.entities);
          const complete = states.filter(([, { state }]) => state === 'complete');
          if (states.some(([, { state }]) => state === 'failed')) throw new Error('A listing failed.');
          unlisted = unlisted.filter((entityType) => complete.every(([name]) => name !== entityType));
          written += complete.reduce((sum, [, entity]) => sum + entity.written, 0);
          slices += 1;
          ({ rechecks } = outcome);
        }
        await inWorkspace((ws) => ws.sessions.transition(session.sessionId, 'completed'));
        const asked = lists(account.requests.list()).slice(before);
        const again = asked.length - new Set(asked.map(({ path, query }) => `${path}?${query}`)).size;
        return { requests: asked.length, again, written, rechecks, slices };
      }

      const recheck = async () => {
        const session = await begin();
        return await run(() =>
          recheckObjects(
            { ...deps, ...changed },
            { session, allowance, sliceMs: 60_000, entityTypes: ['customers'], unreadable: [] },
          ),
        );
      };

      return { account, begin, slice, list, recheck };
    },
);
