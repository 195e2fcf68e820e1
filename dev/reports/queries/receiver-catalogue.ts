import type { QueryCall } from './catalogue.ts';

/** The queries about who is told what happened. */
export const receiverCatalogue: Readonly<Record<string, QueryCall>> = {
  outboxAdd: (ws) => ws.outbox.add({ type: 'sync.failed' }),
  receiverCreate: (ws) =>
    ws.receivers.create({
      url: 'https://example.com/2',
      description: '',
      types: null,
      secretsEncrypted: Buffer.from('sealed'),
    }),
  receiverLockAll: (ws) => ws.receivers.lockAll(),
  receiverCount: (ws) => ws.receivers.count(),
  receiverGet: (ws, { receiver }) => ws.receivers.get(receiver!.id),
  receiverLock: (ws, { receiver }) => ws.receivers.lock(receiver!.id),
  receiverList: (ws) => ws.receivers.list({ limit: 10 }),
  receiverUpdate: (ws, { receiver }) => ws.receivers.update(receiver!.id, { description: 'changed' }),
  receiverEnable: (ws, { receiver }) => ws.receivers.enable(receiver!.id),
  receiverDisable: (ws, { receiver }) => ws.receivers.disable(receiver!.id, 'by_request'),
  receiverRelease: (ws, { receiver }) => ws.receivers.release(receiver!.id),
  receiverDelete: (ws, { receiver }) => ws.receivers.delete(receiver!.id),
  receiverDeleteAll: (ws) => ws.receivers.deleteAll(),
  deliveryAddTest: (ws, { receiver }) => ws.deliveries.addTest(receiver!.id, '{}'),
  deliveryGet: (ws, { receiver, delivery }) => ws.deliveries.get(receiver!.id, delivery!.id),
  deliveryList: (ws, { receiver }) => ws.deliveries.list(receiver!.id, { limit: 10 }),
  deliveryListAttempts: (ws, { receiver }) => ws.deliveries.listAttempts(receiver!.id, { limit: 10 }),
  deliveryReplay: (ws, { receiver, delivery }) => ws.deliveries.replay(receiver!.id, delivery!.id),
  deliveryReplaySince: (ws, { receiver }) =>
    ws.deliveries.replaySince(receiver!.id, { since: new Date(0), delivered: true }),
  deliveryNext: (ws, { receiver }) => ws.deliveries.next(receiver!.id, 8),
  deliveryRecord: (ws, { receiver, delivery }) =>
    ws.deliveries.record(
      receiver!.id,
      [
        {
          delivery: delivery!,
          state: 'delivered',
          againAfterMs: 0,
          sentAt: new Date(0),
          durationMs: 1,
          status: 200,
          problem: null,
          answer: '',
        },
      ],
      { took: true },
    ),
  deliveryDeleteOld: (ws) => ws.deliveries.deleteOlderThan(new Date(0), 10),
};
