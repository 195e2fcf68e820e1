import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { beginSync } from '../../../test/support/begin-sync.ts';
import { receiverTest } from '../../../test/support/receivers/receiver-test.ts';
import { connect, inboxEvent } from '../../../test/support/seed.ts';
import type { SessionProgress, SessionProblem } from '../../contracts/sessions.ts';
import { sessionId } from '../../domain/ids.ts';
import type { SyncOutcome } from '../../domain/session-state.ts';
import { closeSession } from './close-session.ts';

const refused: SessionProblem = { code: 'provider_unauthorized', message: 'Stripe does not accept the key.' };
const busy: SessionProblem = { code: 'provider_unavailable', message: 'Stripe is away.' };
const complete = { state: 'complete', pages: 1, listed: 1, written: 1 } as const;

const it = receiverTest
  .extend('connected', ({ inWorkspace }) => inWorkspace((ws) => connect(ws)))
  /** Ends a sync, and says what receivers were told of it. */
  .extend(
    'end',
    ({ environment, deps, connected, inWorkspace, workspace, row, handOut }) =>
      async (status: SyncOutcome, problems: readonly SessionProblem[] = [], entities = {}) => {
        expect(connected).toBeDefined();
        const id = await inWorkspace((ws) => beginSync(ws, ['customers'], sessionId(randomUUID())));
        const session = { workspaceId: workspace, provider: 'stripe', sessionId: id } as const;
        const progress = { requests: 1, rateLimited: 0, entities } as SessionProgress;
        const workflows = { wakeReceiver: async () => {} } as unknown as typeof deps.workflows;
        await environment.run(() =>
          closeSession(
            { ...deps, workflows, maxConcurrentSyncs: 10 },
            { session, status, progress, problems },
          ),
        );
        await handOut();
        const told = await inWorkspace((ws) => ws.deliveries.list(row.id, { limit: 50 }));
        return told.map(({ body }) => JSON.parse(body)).filter(({ data }) => data.session_id === id);
      },
  );

describe('the end of a sync', () => {
  it.for([
    ['completed', [], {}, 'sync.completed'],
    ['cancelled', [], {}, 'sync.cancelled'],
    ['failed', [busy], {}, 'sync.failed'],
    ['failed', [busy], { customers: complete }, 'sync.incomplete'],
  ] as const)('that is %s is told', async ([status, problems, entities, type], { end }) => {
    expect((await end(status, problems, entities)).map((told) => told.type)).toEqual([type]);
  });

  it('that needs a person is told as such once, until a sync has ended in another way', async ({ end }) => {
    const types = async (...given: Parameters<typeof end>): Promise<string[]> =>
      (await end(...given)).map(({ type }: { type: string }) => type).toSorted();
    expect(await types('failed', [refused])).toEqual(['connection.action_required', 'sync.failed']);
    expect(await types('failed', [refused])).toEqual(['sync.failed']);
    expect(await types('completed')).toEqual(['sync.completed']);
    expect(await types('failed', [refused])).toEqual(['connection.action_required', 'sync.failed']);
  });
});

describe('what waits for a person', () => {
  it('is told: events that are set aside, by their ids', async ({ inWorkspace, connected, handOut, row }) => {
    expect(connected).toBeDefined();
    const events = [{ eventDay: '1970-01-01', eventId: 'evt_1' }];
    await inWorkspace((ws) => ws.inbox.store('stripe', [inboxEvent('evt_1')]));
    for (let tries = 0; tries < 3; tries++)
      await inWorkspace((ws) => ws.inbox.fail('stripe', events, 'no', 3));
    await handOut();
    const told = await inWorkspace((ws) => ws.deliveries.list(row.id, { limit: 5 }));
    expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'event.quarantined', data: { count: 1, events: ['evt_1'] } },
    ]);
  });
});
