import { inOwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';
import { steadyWebhooks } from './steady-webhooks.ts';
import { mixes, type Mix, type Templates } from './events.ts';
import { openOurReceiver, openSupabaseReceiver } from './receivers.ts';
import { runWebhooks, type WebhookLoad, type WebhookOutcome } from './run.ts';
import { describeOutcome, webhookTable } from './table.ts';
import { fetchTemplates } from './templates.ts';

export interface WebhooksOptions {
  readonly repeats: number;
  /** Of 10,000 events a run, and of the backfill beside the steady load. */
  readonly scale: number;
  /** Names of the parts to run; all if empty. */
  readonly only: readonly string[];
  readonly nodeArgs: readonly string[];
}

const receivers = [
  { name: 'ours', label: 'workspace-payment-sync, 1 workspace', workspaces: 1 },
  { name: 'ours-50', label: 'workspace-payment-sync, 50 workspaces', workspaces: 50 },
  { name: 'supabase-engine', label: '0.48.5 behind Fastify', workspaces: 0 },
] as const;
type ReceiverKind = (typeof receivers)[number];

/** A warm-up: compiles code, opens connections, reads secrets, starts a workflow a workspace. */
const warmUp = 500;

export async function webhooks(stage: Stage, options: WebhooksOptions): Promise<void> {
  const templates = await fetchTemplates(stage);
  const wanted = (name: string) => options.only.length === 0 || options.only.includes(name);
  for (const mix of mixes) {
    const outcomes = new Map<string, WebhookOutcome[]>();
    for (let round = 1; round <= options.repeats; round++) {
      for (const concurrency of [10, 50]) {
        for (const kind of receivers.filter(({ name }) => wanted(name))) {
          const outcome = await burst(stage, kind, templates, mix, concurrency, options);
          const label = `${kind.label}, ${concurrency} at once`;
          outcomes.set(label, [...(outcomes.get(label) ?? []), outcome]);
          console.error(`${mix} ${round}/${options.repeats} ${label}: ${describeOutcome(outcome)}`);
        }
      }
    }
    if (outcomes.size > 0) console.log(`\n### Webhooks, ${mix}\n\n${webhookTable(outcomes)}`);
  }
  if (wanted('steady')) await steadyWebhooks(stage, templates, options);
}

async function burst(
  stage: Stage,
  { workspaces }: ReceiverKind,
  templates: Templates,
  mix: Mix,
  concurrency: number,
  { scale, nodeArgs }: WebhooksOptions,
): Promise<WebhookOutcome> {
  const load: WebhookLoad = { mix, concurrency, events: Math.round(10_000 * scale) };
  return await inOwnDatabase(stage, workspaces > 0 ? 'ours' : 'empty', async (database) => {
    const receiver =
      workspaces > 0
        ? await openOurReceiver(stage, database, workspaces, nodeArgs)
        : await openSupabaseReceiver(database);
    try {
      await runWebhooks(stage, database.name, receiver, templates, { ...load, events: warmUp });
      return await runWebhooks(stage, database.name, receiver, templates, load);
    } finally {
      await receiver.stop();
    }
  });
}
