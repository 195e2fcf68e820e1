import { randomUUID } from 'node:crypto';
import type { AccountSpec } from '../../simulator/stripe/account/account-spec.ts';
import type { LimitsSpec } from '../../simulator/core/rate-limit.ts';
import type { Contender } from './contender.ts';
import { bulkCopy, ours, stripeEngine, stripeEngineUnpaced, supabaseEngine } from './contenders.ts';
import { outcomeOf, type Outcome } from './outcome.ts';
import { inOwnDatabase, type OwnDatabase } from '../own-database.ts';
import type { Stage } from '../stage.ts';
import { show } from '../statistics.ts';
import { table } from '../table.ts';

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly latencyMs: number;
  readonly limits: LimitsSpec | 'off';
}

export const scenarios: readonly Scenario[] = [
  { name: '0ms', title: 'no latency, no limits', latencyMs: 0, limits: 'off' },
  { name: '50ms', title: '50 ms latency, no limits', latencyMs: 50, limits: 'off' },
  {
    name: 'limits',
    title: "50 ms latency, Stripe's limits (100/s, 25/s an endpoint)",
    latencyMs: 50,
    limits: { perSecond: 100, perEndpoint: 25 },
  },
  {
    name: 'far',
    title: "400 ms latency, Stripe's limits",
    latencyMs: 400,
    limits: { perSecond: 100, perEndpoint: 25 },
  },
];

export const accountSpec = (scale: number): AccountSpec => ({
  seed: 'bench',
  products: Math.max(1, Math.round(1_000 * scale)),
  prices: Math.max(1, Math.round(2_000 * scale)),
  customers: Math.max(1, Math.round(10_000 * scale)),
  subscriptions: Math.max(1, Math.round(10_000 * scale)),
  cancelledShare: 0.1,
});

export interface BackfillOptions {
  readonly scenarios: readonly Scenario[];
  /** Names of the contenders to run; all if empty. */
  readonly only: readonly string[];
  readonly repeats: number;
  /** Of the account's size; 1 is 23,000 objects. */
  readonly scale: number;
  readonly nodeArgs: readonly string[];
}

/** The contenders take turns backfilling the same account into an empty database, so that a busy minute affects all. */
export async function backfill(stage: Stage, options: BackfillOptions): Promise<void> {
  for (const scenario of options.scenarios) {
    const outcomes = new Map<string, Outcome[]>();
    for (let round = 1; round <= options.repeats; round++) {
      for (const [contender, outcome] of await runRound(stage, scenario, options)) {
        outcomes.set(contender.label, [...(outcomes.get(contender.label) ?? []), outcome]);
        console.error(
          `${scenario.name} ${round}/${options.repeats} ${contender.name}: ${outcome.seconds.toFixed(1)} s`,
        );
      }
    }
    console.log(`\n### ${scenario.title}\n\n${resultTable(outcomes, 23_000 * options.scale)}`);
  }
}

const fieldOf = (scenario: Scenario): Contender[] => [
  ours,
  supabaseEngine,
  stripeEngine,
  ...(scenario.limits === 'off' ? [stripeEngineUnpaced] : []),
];

async function runRound(
  stage: Stage,
  scenario: Scenario,
  options: BackfillOptions,
): Promise<[Contender, Outcome][]> {
  const results: [Contender, Outcome][] = [];
  const wanted = ({ name }: Contender) => options.only.length === 0 || options.only.includes(name);
  for (const contender of fieldOf(scenario).filter(wanted)) {
    await inOwnDatabase(stage, contentOf(contender), async (database) => {
      results.push([contender, await runOne(stage, scenario, contender, database, options)]);
      const floor = bulkCopy(stage.adminUrl(database.name));
      if (contender !== ours || scenario.name !== '0ms' || !wanted(floor)) return;
      await inOwnDatabase(stage, contentOf(floor), async (bare) => {
        results.push([floor, await runOne(stage, scenario, floor, bare, options)]);
      });
    });
  }
  return results;
}

const contentOf = ({ usesOurSchema }: Contender) => (usesOurSchema ? 'ours' : 'empty');

async function runOne(
  stage: Stage,
  { latencyMs, limits }: Scenario,
  contender: Contender,
  database: OwnDatabase,
  { scale, nodeArgs }: BackfillOptions,
): Promise<Outcome> {
  const apiKey = `sk_live_${randomUUID().replaceAll('-', '')}`;
  const id = `acct_${randomUUID().slice(0, 8)}`;
  const spec = { ...accountSpec(scale), id, keys: [apiKey], limits, latency: { fixedMs: latencyMs } };
  const account = await stage.simulator.createAccount(spec);
  try {
    const trial = { stage, database: database.url, account, apiKey, unlimited: limits === 'off', nodeArgs };
    const measured = await contender.run(trial);
    return await outcomeOf(stage, contender, database.name, account, measured);
  } finally {
    await stage.simulator.deleteAccount(id);
  }
}

function resultTable(outcomes: Map<string, Outcome[]>, objects: number): string {
  const header = [
    'contender',
    'objects/s',
    'wall s',
    'requests',
    '429',
    'CPU s',
    'CPU µs/object',
    'RSS MiB',
    'Postgres CPU s',
    'Temporal CPU s',
    'stored',
  ];
  const rows = [...outcomes].map(([label, runs]) => {
    const of = (read: (run: Outcome) => number) => runs.map(read);
    const missing = [...new Set(runs.flatMap((run) => run.missing))];
    return [
      label,
      show(of((run) => run.storedInAll / run.seconds)),
      show(
        of((run) => run.seconds),
        1,
      ),
      show(of((run) => run.requests)),
      show(of((run) => run.limited)),
      show(
        of((run) => run.cpuSeconds),
        1,
      ),
      show(of((run) => (run.cpuSeconds / run.storedInAll) * 1e6)),
      show(of((run) => run.peakRssMb)),
      show(
        of((run) => run.postgresCpuSeconds),
        1,
      ),
      show(
        of((run) => run.temporalCpuSeconds),
        1,
      ),
      missing.length === 0 ? `all ${objects.toLocaleString('en-US')}` : missing.join(', '),
    ];
  });
  return table(header, rows);
}
