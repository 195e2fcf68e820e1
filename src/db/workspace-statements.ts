import type { PaymentProvider } from '../domain/payment-provider.ts';
import type { WorkspaceId } from '../domain/ids.ts';
import { awaitedChanges, type AwaitedIds } from './changes/awaited-changes.ts';
import { storedWebhookSecrets } from './connections/webhook-secrets.ts';
import { storeEvents, type NewInboxEvent } from './inbox/store-events.ts';
import { takeEvents } from './inbox/take-events.ts';

/** A workspace's queries that are a single statement, for transactions that several workspaces share. */
export const workspaceStatements = (workspace: WorkspaceId) => ({
  awaitedChanges: (provider: PaymentProvider, ids: AwaitedIds) =>
    awaitedChanges({ workspaceId: workspace, provider }, ids),
  storedWebhookSecrets: (provider: PaymentProvider) =>
    storedWebhookSecrets({ workspaceId: workspace, provider }),
  inbox: {
    store: (provider: PaymentProvider, events: readonly NewInboxEvent[]) =>
      storeEvents(workspace, provider, events),
    take: (provider: PaymentProvider, limit: number) => takeEvents(workspace, provider, limit),
  },
});
export type WorkspaceStatements = ReturnType<typeof workspaceStatements>;
