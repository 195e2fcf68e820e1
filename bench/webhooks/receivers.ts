import { randomUUID } from 'node:crypto';
import { startProcess } from '../../dev/stack/process.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { tablesIn, type Tables } from '../backfill/contender.ts';
import { openOurService, type OurService } from '../our-service.ts';
import type { OwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';
import type { WebhookTarget } from './plan.ts';

export interface Receiver {
  /** Of the process that answers. */
  readonly apiPid: number;
  /** Of the process that writes the rows, if it is another one. */
  readonly workerPid: number | undefined;
  readonly targets: readonly WebhookTarget[];
  readonly tables: Tables;
  stop(): Promise<void>;
}

export interface OurReceiver extends Receiver {
  readonly service: OurService;
  readonly workspaces: readonly WorkspaceId[];
}

export const newSecret = (): string => `whsec_${randomUUID().replaceAll('-', '')}`;

/** Our API and one worker, with this many workspaces connected, each to its own empty account. */
export async function openOurReceiver(
  stage: Stage,
  database: OwnDatabase,
  workspaces: number,
  nodeArgs: readonly string[] = [],
): Promise<OurReceiver> {
  // One workspace gets as many webhooks here as Stripe sends to many; the limit is not measured.
  const env = { WEBHOOK_RATE_LIMIT: '1000000' };
  const service = openOurService(stage, { database: database.url, env, nodeArgs });
  try {
    const [api, worker] = await Promise.all([service.startApi(), service.startWorker()]);
    const connected = await Promise.all(
      Array.from({ length: workspaces }, async () => {
        const secret = newSecret();
        const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
        const id = `acct_${randomUUID().slice(0, 8)}`;
        const account = await stage.simulator.createAccount({ id, keys: [apiKey], limits: 'off' });
        const workspaceId = await service.connect(account, apiKey, secret);
        return { id, workspaceId, target: { url: `${api.url}/webhooks/stripe/${workspaceId}`, secret } };
      }),
    );
    return {
      apiPid: api.pid,
      workerPid: worker.pid,
      targets: connected.map(({ target }) => target),
      workspaces: connected.map(({ workspaceId }) => workspaceId),
      tables: tablesIn('public'),
      service,
      async stop() {
        await service.stop();
        await Promise.all(connected.map(({ id }) => stage.simulator.deleteAccount(id)));
      },
    };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** `@supabase/stripe-sync-engine` behind Fastify: one account, and the row is written before the answer. */
export async function openSupabaseReceiver({ url }: OwnDatabase): Promise<Receiver> {
  const secret = newSecret();
  const app = await startProcess({
    name: 'peer',
    file: 'bench/peers/supabase-webhooks.ts',
    env: { DATABASE_URL: url, WEBHOOK_SECRET: secret },
    ready: /listening on/,
    print(line) {
      if (!line.includes('listening on')) console.error(line);
    },
  });
  return {
    apiPid: app.pid,
    workerPid: undefined,
    targets: [{ url: `${app.readyLine!.replace(/^.*listening on /, '')}/webhooks`, secret }],
    tables: tablesIn('stripe'),
    stop: () => app.stop(),
  };
}
