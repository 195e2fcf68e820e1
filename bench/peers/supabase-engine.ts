/** `@supabase/stripe-sync-engine` as its README says: a full backfill, an entity after the other, parents first. */
import { createRequire } from 'node:module';
import type * as Engine from '@supabase/stripe-sync-engine';
import { toSimulator } from './to-simulator.ts';
import { setting, workOnSignal } from './work-on-signal.ts';

// Its ESM build looks for its migrations by `__dirname`, which there is none of.
const require = createRequire(import.meta.url);
const { runMigrations, StripeSync } = require('@supabase/stripe-sync-engine') as typeof Engine;
const databaseUrl = setting('DATABASE_URL');
const logger = { info() {}, error: console.error } as never;
await runMigrations({ databaseUrl, schema: 'stripe', logger });
const sync = new StripeSync({
  poolConfig: { connectionString: databaseUrl, max: 10 },
  stripeSecretKey: setting('STRIPE_API_KEY'),
  stripeWebhookSecret: 'whsec_unused',
  backfillRelatedEntities: false,
  autoExpandLists: false,
});
toSimulator(sync.stripe);

await workOnSignal(async () => {
  for (const object of ['product', 'price', 'customer', 'subscription'] as const) {
    await sync.syncBackfill({ object, backfillRelatedEntities: false });
  }
});
