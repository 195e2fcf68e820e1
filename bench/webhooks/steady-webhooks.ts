import { randomUUID } from 'node:crypto';
import { accountSpec } from '../backfill/backfill.ts';
import { inOwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';
import type { Templates } from './events.ts';
import { openOurReceiver, type OurReceiver } from './receivers.ts';
import { runWebhooks, type WebhookLoad, type WebhookOutcome } from './run.ts';
import { describeOutcome, webhookTable } from './table.ts';

interface SteadyOptions {
  /** Of 9,000 events and of the account that is synced beside them. */
  readonly scale: number;
  readonly nodeArgs: readonly string[];
}

/** As in `webhooks`. */
const warmUp = 500;

/** 300 events a second from 50 workspaces for 30 s: alone, and while another workspace is synced for the first time. */
export async function steadyWebhooks(
  stage: Stage,
  templates: Templates,
  options: SteadyOptions,
): Promise<void> {
  const load: WebhookLoad = {
    mix: 'mixed',
    concurrency: 50,
    perSecond: 300,
    events: Math.round(9_000 * options.scale),
  };
  const outcomes = new Map<string, WebhookOutcome[]>();
  for (const label of ['nothing beside', 'a first sync beside']) {
    const outcome = await inOwnDatabase(stage, 'ours', async (database) => {
      const receiver = await openOurReceiver(stage, database, 50, options.nodeArgs);
      try {
        await runWebhooks(stage, database.name, receiver, templates, { ...load, events: warmUp });
        const sync =
          label === 'nothing beside'
            ? undefined
            : await startBigSync(stage, database.name, receiver, options);
        const measured = await runWebhooks(stage, database.name, receiver, templates, load);
        await sync?.end();
        return measured;
      } finally {
        await receiver.stop();
      }
    });
    outcomes.set(label, [outcome]);
    console.error(`steady, ${label}: ${describeOutcome(outcome)}`);
  }
  console.log(`\n### Webhooks, 300/s from 50 workspaces for 30 s\n\n${webhookTable(outcomes)}`);
}

/** A sync that lasts longer than the load does, at 50 ms latency and without limits; it is left unfinished. */
async function startBigSync(
  stage: Stage,
  database: string,
  { service }: OurReceiver,
  { scale }: SteadyOptions,
): Promise<{ end(): Promise<void> }> {
  const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
  const id = `acct_${randomUUID().slice(0, 8)}`;
  const spec = accountSpec(20 * scale);
  const latency = { fixedMs: 50 };
  const account = await stage.simulator.createAccount({
    ...spec,
    id,
    keys: [apiKey],
    limits: 'off',
    latency,
  });
  const workspaceId = await service.connect(account, apiKey);
  await service.start(workspaceId);
  return {
    async end() {
      const [row] = await stage.query<{ status: string; rows: string }>(
        database,
        `select status, (select sum(rows) from payment_sync_counts where workspace_id = '${workspaceId}') as rows
         from payment_sync_sessions where workspace_id = '${workspaceId}'`,
      );
      console.error(`beside: the first sync is ${row?.status} with ${row?.rows} rows`);
      await stage.simulator.deleteAccount(id);
    },
  };
}
