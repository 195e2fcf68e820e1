import { describe, expect } from 'vitest';
import { randomUUID } from 'node:crypto';
import { beginSync } from '../../../test/support/begin-sync.ts';
import { receiverTest } from '../../../test/support/receivers/receiver-test.ts';
import { connect, hourly } from '../../../test/support/seed.ts';
import type { SessionProgress } from '../../contracts/sessions.ts';
import { noQuotas } from '../../domain/limits/quotas.ts';
import { sessionId } from '../../domain/ids.ts';
import { closeSession } from '../sessions/close-session.ts';
import { startScheduledSync } from '../sessions/start-scheduled-sync.ts';

const it = receiverTest
  .extend('connected', ({ inWorkspace }) => inWorkspace((ws) => connect(ws)))
  /** What the receiver gets of what has happened, verified by the official package. */
  .extend('told', ({ handOut, send, verified, http, row }) => async () => {
    expect(row.types).toBeNull();
    http.received.length = 0;
    await handOut();
    await send();
    return verified().map(({ payload }) => payload);
  });

describe('a receiver is told', () => {
  it('of conflicts at the end of the sync in which they came, by their objects', async ({
    environment,
    deps,
    connected,
    inWorkspace,
    workspace,
    told,
  }) => {
    const id = await inWorkspace(async (ws) => {
      await ws.paymentConfigs.update('stripe', { conflictPolicy: 'manual' });
      const session = await beginSync(ws, ['customers'], sessionId(randomUUID()));
      for (const externalId of ['cus_1', 'cus_2'])
        await ws.journal.create({
          sessionId: session,
          providerName: 'stripe',
          eventType: 'entity_conflict',
          eventMessage: 'both changed',
          entityType: 'customers',
          externalId,
        });
      return session;
    });
    expect(connected).toBeDefined();
    const progress = { requests: 1, rateLimited: 0, entities: {} } as unknown as SessionProgress;
    const workflows = { wakeReceiver: async () => {} } as unknown as typeof deps.workflows;
    const session = { workspaceId: workspace, provider: 'stripe', sessionId: id } as const;
    await environment.run(() =>
      closeSession(
        { ...deps, workflows, maxConcurrentSyncs: 10 },
        { session, status: 'completed', progress, problems: [] },
      ),
    );
    const [opened] = (await told()).filter(({ type }) => type === 'conflict.opened');
    expect(opened).toMatchObject({
      data: {
        workspace_id: workspace,
        provider: 'stripe',
        session_id: id,
        count: 2,
        objects: ['cus_1', 'cus_2'].map((external_id) => ({ entity_type: 'customers', external_id })),
      },
    });
  });

  it('of a read budget that is used up, once until the schedule has run again', async ({
    deps,
    connected,
    inWorkspace,
    workspace,
    told,
  }) => {
    expect(connected).toBeDefined();
    await inWorkspace(async (ws) => {
      await ws.paymentConfigs.update('stripe', { readBudget: 10 });
      await ws.reads.add('stripe', new Date().toISOString().slice(0, 10), 10);
      await ws.schedules.put('stripe', hourly);
    });
    const run = () =>
      startScheduledSync(
        { ...deps, quotas: noQuotas },
        { workspaceId: workspace, provider: 'stripe', sessionId: sessionId(randomUUID()) },
      );
    await run();
    await run();
    expect(await told()).toMatchObject([
      {
        type: 'read_budget.reached',
        data: { workspace_id: workspace, provider: 'stripe', used: 10, budget: 10 },
      },
    ]);
  });

  it('of a webhook endpoint that is down, once until it is as it should be', async ({
    connected,
    inWorkspace,
    workspace,
    told,
  }) => {
    expect(connected).toBeDefined();
    const fault = {
      code: 'endpoint_disabled',
      message: 'Stripe has switched the webhook endpoint off.',
    } as const;
    const check = (found: typeof fault | null) =>
      inWorkspace(async (ws) => {
        const seen = (await ws.paymentConfigs.get('stripe'))!;
        expect(await ws.webhookChecks.record(seen, { fault: found, at: new Date() })).toBe(true);
      });
    await check(fault);
    await check(fault);
    const down = {
      type: 'webhook_endpoint.down',
      data: { workspace_id: workspace, provider: 'stripe', ...fault },
    };
    expect(await told()).toMatchObject([down]);
    await check(null);
    expect(await told()).toEqual([]);
    await check(fault);
    expect(await told()).toMatchObject([down]);
  });
});
