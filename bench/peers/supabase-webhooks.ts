/**
 * `@supabase/stripe-sync-engine` behind Fastify, as its repository's own app does it: the raw body to `processWebhook`,
 * then 200; without that app's documentation, its other routes and its log.
 */
import { createRequire } from 'node:module';
import type * as Engine from '@supabase/stripe-sync-engine';
import fastify from 'fastify';
import { setting } from './work-on-signal.ts';

// Its ESM build looks for its migrations by `__dirname`, which there is none of.
const require = createRequire(import.meta.url);
const { runMigrations, StripeSync } = require('@supabase/stripe-sync-engine') as typeof Engine;
const databaseUrl = setting('DATABASE_URL');
await runMigrations({
  databaseUrl,
  schema: 'stripe',
  logger: { info() {}, error: console.error } as never,
});
const sync = new StripeSync({
  poolConfig: { connectionString: databaseUrl, max: 10 },
  stripeSecretKey: 'sk_test_unused',
  stripeWebhookSecret: setting('WEBHOOK_SECRET'),
  backfillRelatedEntities: false,
  autoExpandLists: false,
});

const app = fastify();
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
  done(null, body);
});
app.post('/webhooks', async (request, reply) => {
  try {
    await sync.processWebhook(request.body as Buffer, String(request.headers['stripe-signature']));
  } catch (error) {
    console.error(error);
    return await reply.code(400).send('Webhook Error');
  }
  return await reply.send({ received: true });
});
console.log(`listening on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
