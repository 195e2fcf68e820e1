import { randomBytes } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { startSimulator } from '../../../simulator/server.ts';
import type { ActivityDependencies } from '../../../src/activities/dependencies.ts';
import { OpenPaces } from '../../../src/activities/account/open-paces.ts';
import { InboxWatch } from '../../../src/activities/inbox/inbox-watch.ts';
import { noQuotas } from '../../../src/domain/limits/quotas.ts';
import { listingSlots } from '../../../src/processes/worker-slots.ts';
import { stripeProvider } from '../../../src/providers/stripe/stripe-provider.ts';
import { openDataKeys } from '../../../src/processes/open-data-keys.ts';
import { localKms } from '../../../src/security/kms/local-kms.ts';
import { recordedMetrics } from '../recorded-metrics.ts';
import { workspaceTest } from '../workspace-test.ts';

/** What activities need, on a real database and a simulated provider, without Temporal. */
export const simulatedTest = workspaceTest
  .extend('simulator', { scope: 'file' }, async ({}, { onCleanup }) => {
    const simulator = await startSimulator();
    onCleanup(() => simulator.stop());
    return simulator;
  })
  .extend('recorded', { scope: 'file' }, () => recordedMetrics())
  .extend('deps', { scope: 'file' }, ({ db, simulator, recorded }) => {
    const providers = { stripe: stripeProvider({ apiBase: simulator.url }) };
    const dataKeys = openDataKeys(db, localKms([{ id: 'test', key: randomBytes(32) }]));
    const { metrics } = recorded;
    const inboxWatch = new InboxWatch(db);
    const slots = listingSlots(4);
    const paces = new OpenPaces();
    const parts = { db, providers, dataKeys, inboxWatch, paces, slots, metrics, quotas: noQuotas };
    return parts as unknown as ActivityDependencies;
  })
  .extend('environment', () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }));
