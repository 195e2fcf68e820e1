import { newInboxEvent } from '../../src/db/inbox/store-events.ts';
import { stripeEvents } from '../../src/providers/stripe/events/stripe-event.ts';
import type { ConnectedWorkspace, TestService } from './service.ts';
import { stripeOf } from './stripe-of.ts';

/** Stores events, or their texts, as the webhook receiver does, and wakes the workflow if the answer asks for it. */
export async function deliver(
  { db, gateway }: Pick<TestService, 'db' | 'gateway'>,
  { workspaceId }: Pick<ConnectedWorkspace, 'workspaceId'>,
  events: readonly (object | string)[],
): Promise<void> {
  const stored = events.map((event) => {
    const payload = typeof event === 'string' ? event : JSON.stringify(event);
    return newInboxEvent(stripeEvents.envelope(payload), payload);
  });
  const { wake } = await db.inWorkspace(workspaceId, (ws) => ws.inbox.store('stripe', stored));
  if (wake) await gateway.wake(stripeOf(workspaceId));
}
