import { handOut } from '../../db/notifications/hand-out.ts';
import type { ReceiverRef } from '../../db/notifications/dispatch.ts';
import type { ServiceDeps } from '../deps.ts';

type Deps = Pick<ServiceDeps, 'db' | 'gateway' | 'log'>;

/** Tells a receiver's workflow that a delivery waits. If Temporal is away, the sweep does it. Never throws. */
export async function wakeReceiver({ gateway, log }: Deps, receiver: ReceiverRef): Promise<void> {
  await gateway.wakeReceiver(receiver).catch((err: unknown) => {
    log.warn({ err, receiver_id: receiver.receiverId }, 'receiver not woken: left to the sweep');
  });
}

/** Hands out what is in the outbox, after the transaction that wrote it, without delaying the caller. Never throws. */
export function announce({ db, gateway, log }: Deps): void {
  handOut(db, (receiver) => gateway.wakeReceiver(receiver)).catch((err: unknown) => {
    log.warn({ err }, 'notifications are left to the sweep');
  });
}
