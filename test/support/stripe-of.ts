import type { Connection } from '../../src/domain/connection.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';

/** A workspace's connection to Stripe. */
export const stripeOf = (workspaceId: WorkspaceId): Connection => ({ workspaceId, provider: 'stripe' });
