import { tablesIn, type Contender, type Trial } from './contender.ts';
import { measure } from '../measure.ts';
import { openOurService, unpaced } from '../our-service.ts';
import { runPeer } from '../peer.ts';

export const ours: Contender = {
  name: 'ours',
  label: 'workspace-payment-sync',
  usesOurSchema: true,
  tables: tablesIn('public'),
  async run(trial: Trial) {
    const { stage, database, account, apiKey, nodeArgs } = trial;
    const service = openOurService(stage, { database, nodeArgs, env: trial.unlimited ? unpaced : {} });
    try {
      const workspaceId = await service.connect(account, apiKey);
      const worker = await service.startWorker();
      await stage.simulator.forgetRequests(account.id);
      return await measure(stage, worker.pid, async () => void (await service.sync(workspaceId)));
    } finally {
      await service.stop();
    }
  },
};

export const supabaseEngine: Contender = {
  name: 'supabase-engine',
  label: '@supabase/stripe-sync-engine 0.48.5',
  usesOurSchema: false,
  tables: tablesIn('stripe'),
  run: (trial) => runPeer('supabase-engine.ts', trial),
};

export const stripeEngine: Contender = {
  name: 'stripe-engine',
  label: '@stripe/sync-engine 1.0.32',
  usesOurSchema: false,
  tables: tablesIn('stripe'),
  run: (trial) => runPeer('stripe-engine.ts', trial, { PEER_WORKERS: '20', PEER_REQUESTS_PER_SECOND: '10' }),
};

/** With its command line's number of workers and no pace of its own. */
export const stripeEngineUnpaced: Contender = {
  ...stripeEngine,
  name: 'stripe-engine-unpaced',
  label: '@stripe/sync-engine 1.0.32, its limiter lifted',
  run: (trial) =>
    runPeer('stripe-engine.ts', trial, { PEER_WORKERS: '50', PEER_REQUESTS_PER_SECOND: '1000' }),
};

/** Needs a database that `ours` has filled. */
export const bulkCopy = (sourceUrl: string): Contender => ({
  name: 'copy',
  label: 'floor: COPY of our rows, 10 connections',
  usesOurSchema: true,
  tables: tablesIn('bare'),
  run: (trial) => runPeer('bulk-copy.ts', trial, { SOURCE_URL: sourceUrl }),
});
