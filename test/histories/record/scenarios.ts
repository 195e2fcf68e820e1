import { deletions } from './deletions.ts';
import { deliveries } from './deliveries.ts';
import { scheduledSyncs } from './scheduled-syncs.ts';
import { sessions } from './sessions.ts';
import type { Scenarios } from './stage.ts';
import { sweeps } from './sweeps.ts';
import { webhooks } from './webhooks.ts';

/** The ways that the workflows go. */
export const scenarios: Scenarios = {
  ...sessions,
  ...webhooks,
  ...scheduledSyncs,
  ...sweeps,
  ...deletions,
  ...deliveries,
};
