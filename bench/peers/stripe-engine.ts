/** `@stripe/sync-engine` by its `fullSync`: workers over slices of time, under a limiter of its own (20 and 10/s by default). */
import { join } from 'node:path';
import { runMigrations, StripeSync } from '@stripe/sync-engine';
import { toSimulator } from './to-simulator.ts';
import { setting, workOnSignal } from './work-on-signal.ts';

const databaseUrl = setting('DATABASE_URL');
const workers = Number(setting('PEER_WORKERS'));
const requestsPerSecond = Number(setting('PEER_REQUESTS_PER_SECOND'));
const quiet = { info() {}, warn: console.warn, error: console.error };
await runMigrations({
  databaseUrl,
  // Else it downloads Stripe's whole description of that version from GitHub; these entities' columns are the same.
  openApiSpecPath: join(import.meta.dirname, 'stripe-2020-08-27.json'),
});
const sync = await StripeSync.create({
  poolConfig: { connectionString: databaseUrl, max: 10 },
  stripeSecretKey: setting('STRIPE_API_KEY'),
  // Known beforehand: its constructor would ask api.stripe.com for it.
  stripeAccountId: setting('STRIPE_ACCOUNT_ID'),
  backfillRelatedEntities: false,
  logger: quiet,
});
toSimulator(sync.stripe);

await workOnSignal(() =>
  sync.fullSync(['product', 'price', 'customer', 'subscription'], true, workers, requestsPerSecond, false),
);
