/**
 * `npm run bench -- <command> [flags]`: measures this service beside the published peers, all over the same simulator,
 * Postgres and Temporal, which it starts. `--help` names commands and flags.
 */
import { commandLine } from '../dev/command-line.ts';
import { installPeers } from './install-peers.ts';

const usage = `npm run bench -- <command> [flags]

  backfill   a whole account into an empty database: ours, the peers, and a bare COPY of the same rows
  webhooks   signed events at our API and at a peer's, then 300/s from 50 workspaces, also beside a first sync
  resync     a first sync, the account unchanged in full, and incrementally with 1 % of it changed
  tenants    many workspaces at once, a small one beside a large one, one worker and two
  overview   the state of 10,000 connections, while nothing runs and beside 100 syncs
  doors      one workspace served, while another's keys and people without a key send all they can
  million    one account of 1,000,000 customers: throughput and memory over time, lengths of histories

  --repeats <n>     runs of each, by turns (3)
  --scenario <…>    0ms, 50ms, limits, far (all); may be given more than once
  --only <…>        the parts to run (all); may be given more than once
                    backfill: ours, copy, supabase-engine, stripe-engine, stripe-engine-unpaced
                    webhooks: ours, ours-50, supabase-engine, steady
                    tenants: equals, many, small-beside-big, workers
  --scale <n>       of the work (1): backfill and resync 23,000 objects, webhooks 10,000 events a run, doors 20 s each, tenants 100 and
                    1,000 workspaces, million 1,000,000 objects
  --same-priority   doors: those who flood have the service's share of this machine's processors, not what it leaves
  --node-arg <…>    for the measured processes, such as --cpu-prof; may be given more than once`;

const { values, positionals } = commandLine(
  usage,
  {
    repeats: { type: 'string', default: '3' },
    scenario: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', default: '1' },
    'same-priority': { type: 'boolean', default: false },
    'node-arg': { type: 'string', multiple: true, default: [] },
  },
  true,
);
const [command] = positionals;
const commands = ['backfill', 'webhooks', 'resync', 'tenants', 'overview', 'doors', 'million'] as const;
if (command === undefined || !commands.some((name) => name === command)) {
  console.error(usage);
  process.exit(2);
}

// Measured processes compile their code, as those of the image do.
delete process.env['NODE_COMPILE_CACHE'];
await installPeers();
const { setStage } = await import('./stage.ts');
const { describeMachine } = await import('./machine.ts');
const options = {
  only: values.only,
  repeats: Number(values.repeats),
  scale: Number(values.scale),
  nodeArgs: values['node-arg'],
  samePriority: values['same-priority'],
};

// The time of a row's commit gives the time of its webhook.
const stage = await setStage(['webhooks', 'doors'].includes(command) ? ['track_commit_timestamp=on'] : []);
try {
  console.log(await describeMachine(stage));
  if (command === 'webhooks') await (await import('./webhooks/webhooks.ts')).webhooks(stage, options);
  if (command === 'resync') await (await import('./backfill/resync.ts')).resync(stage, options);
  if (command === 'tenants') await (await import('./tenants/tenants.ts')).tenants(stage, options);
  if (command === 'overview') await (await import('./tenants/overview.ts')).overview(stage, options);
  if (command === 'doors') await (await import('./doors/doors.ts')).doors(stage, options);
  if (command === 'million') await (await import('./backfill/million.ts')).million(stage, options);
  if (command === 'backfill') {
    const { backfill, scenarios } = await import('./backfill/backfill.ts');
    const wanted = ({ name }: { name: string }) =>
      values.scenario.length === 0 || values.scenario.includes(name);
    await backfill(stage, { ...options, scenarios: scenarios.filter(wanted) });
  }
} finally {
  await stage.stop();
}
