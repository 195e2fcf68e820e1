/**
 * `npm run bench -- <command> [flags]`: measures this service beside the published peers, all over the same simulator,
 * Postgres and Temporal, which it starts. `--help` names commands and flags.
 */
import { parseArgs } from 'node:util';
import { installPeers } from './install-peers.ts';

const usage = `npm run bench -- backfill [flags]

  backfill   a whole account into an empty database: ours, the peers, and a bare COPY of the same rows

  --repeats <n>     runs of each, by turns (3)
  --scenario <…>    0ms, 50ms, limits (all); may be given more than once
  --only <…>        ours, copy, supabase-engine, stripe-engine, stripe-engine-unpaced (all); may be given more than once
  --scale <n>       times 23,000 objects (1)
  --node-arg <…>    for the measured processes, such as --cpu-prof; may be given more than once`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: 'string', default: '3' },
    scenario: { type: 'string', multiple: true, default: [] },
    only: { type: 'string', multiple: true, default: [] },
    scale: { type: 'string', default: '1' },
    'node-arg': { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});
const [command] = positionals;
if (values.help || command !== 'backfill') {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}

await installPeers();
const { setStage } = await import('./stage.ts');
const { describeMachine } = await import('./machine.ts');
const { backfill, scenarios } = await import('./backfill.ts');

const stage = await setStage();
try {
  console.log(await describeMachine(stage));
  await backfill(stage, {
    scenarios: scenarios.filter(({ name }) => values.scenario.length === 0 || values.scenario.includes(name)),
    only: values.only,
    repeats: Number(values.repeats),
    scale: Number(values.scale),
    nodeArgs: values['node-arg'],
  });
} finally {
  await stage.stop();
}
