import type { ReceiverId, WorkspaceId } from '../domain/ids.ts';

/** The name under which workers register the workflow (its exported function's name). */
export const deliverToReceiverType = 'deliverToReceiver';

/** One workflow a receiver: a slow one delays no other. */
export const deliverToReceiverId = (receiver: ReceiverId): string => `deliver:${receiver}`;

/** Deliveries have slots of their own, so that no sync waits for a slow receiver. */
export const deliveryTaskQueue = (taskQueue: string): string => `${taskQueue}:deliveries`;

/** Signal: a delivery waits. It has no content; the deliveries are the data. */
export const workSignal = 'work';

/** A receiver, and whose it is: a workspace's, or the platform's (`platformScope`). */
export interface Receiver {
  readonly workspaceId: WorkspaceId;
  readonly receiverId: ReceiverId;
}

export interface DeliverOutcome {
  /** Milliseconds until there is something to send. Null: nothing waits. */
  readonly waitMs: number | null;
}

export interface DeliveryActivities {
  /** Sends what is due, for some seconds, and writes what became of it. */
  deliver(receiver: Receiver): Promise<DeliverOutcome>;
}
