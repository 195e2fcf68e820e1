import { Webhook } from 'standardwebhooks';
import { noQuotas } from '../../../src/domain/limits/quotas.ts';
import { deliver } from '../../../src/activities/notifications/deliver.ts';
import type { Egress } from '../../../src/activities/notifications/receiver-connection.ts';
import type { DeliverOutcome } from '../../../src/contracts/deliveries.ts';
import { handOut } from '../../../src/db/notifications/hand-out.ts';
import type { Receiver } from '../../../src/db/notifications/receivers.ts';
import type { WorkspaceId } from '../../../src/domain/ids.ts';
import type { NewReceiver } from '../../../src/services/receivers/create-receiver.ts';
import { createReceiver } from '../../../src/services/receivers/create-receiver.ts';
import { simulatedTest } from '../activities/simulated-test.ts';
import { startHttpReceiver } from './http-receiver.ts';

/** Receivers on a real database and over real HTTP, without Temporal: the test calls what a workflow would. */
export const receiverTest = simulatedTest
  .extend('http', async ({}, { onCleanup }) => {
    const http = await startHttpReceiver();
    onCleanup(() => http.stop());
    return http;
  })
  /** Makes a receiver at `http`, of the test's workspace or of the platform. */
  .extend(
    'create',
    ({ deps, workspace, http }) =>
      async (more: Partial<NewReceiver> = {}, owner: WorkspaceId = workspace) => {
        const config = {
          publicBaseUrl: 'https://sync.example.com',
          loopbackReceivers: true,
          quotas: noQuotas,
        };
        const caller = { actor: 'platform', requestId: null, remoteAddress: null, workspaceId: owner };
        const wanted = { url: http.url, description: '', types: null, ...more };
        return await createReceiver({ ...deps, config }, caller, wanted);
      },
  )
  .extend('made', ({ create }) => create())
  .extend('row', ({ made }): Receiver => made.row)
  /** Hands out what is in the outbox. Resolves to the receivers that were woken. */
  .extend('handOut', ({ db }) => async (): Promise<string[]> => {
    const woken: string[] = [];
    await handOut(db, async ({ receiverId }) => void woken.push(receiverId));
    return woken;
  })
  /** Tells the workspace's receivers of `count` things, and hands them out. */
  .extend('tell', ({ inWorkspace, handOut: hand }) => async (count = 1): Promise<string[]> => {
    await inWorkspace(async (ws) => {
      for (let number = 1; number <= count; number++)
        await ws.outbox.add({ type: 'sync.completed', provider: 'stripe', facts: { number } });
    });
    return await hand();
  })
  /** One activity of the receiver's workflow. */
  .extend(
    'send',
    ({ environment, deps, row }) =>
      (egress: Partial<Egress> = {}, of: Pick<Receiver, 'workspaceId' | 'id'> = row) =>
        environment.run<[], DeliverOutcome, () => Promise<DeliverOutcome>>(() =>
          deliver(
            { ...deps, egress: { loopback: true, ...egress } },
            { workspaceId: of.workspaceId, receiverId: of.id },
          ),
        ),
  )
  /** Every request, verified as a receiver does. */
  .extend('verified', ({ http, made }) => () => {
    const webhook = new Webhook(made.secret);
    return http.received.map(({ id, headers, body }) => ({
      id,
      payload: webhook.verify(body, headers) as {
        type: string;
        timestamp: string;
        data: { number?: number };
      },
    }));
  })
  /** How many deliveries are in each state. */
  .extend('states', ({ db, row }) => async (): Promise<Record<string, number>> => {
    const rows = await db.inWorkspace(row.workspaceId, (ws) => ws.deliveries.list(row.id, { limit: 5_000 }));
    const counts: Record<string, number> = {};
    for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  })
  /** The receiver as it is now. */
  .extend(
    'now',
    ({ db, row }) =>
      async () =>
        (await db.inWorkspace(row.workspaceId, (ws) => ws.receivers.get(row.id)))!,
  );
