import type { SimulatedAccount } from '../simulator.ts';
import type { Stage } from '../stage.ts';

/** One contender's one run: into this empty database, from this account. */
export interface Trial {
  readonly stage: Stage;
  readonly database: string;
  readonly account: SimulatedAccount;
  readonly apiKey: string;
  /** The account has no limits: a contender that paces itself may be set so. */
  readonly unlimited: boolean;
  /** For Node, of the process that is measured: `--cpu-prof`, for instance. */
  readonly nodeArgs: readonly string[];
}

/** What a run used, from its start to its end. */
export interface Measured {
  readonly seconds: number;
  /** Of the contender's own process. */
  readonly cpuSeconds: number;
  /** MiB, from the process's start to "done". */
  readonly peakRssMb: number;
  readonly postgresCpuSeconds: number;
  readonly temporalCpuSeconds: number;
  readonly simulatorCpuSeconds: number;
}

export interface Contender {
  readonly name: string;
  readonly label: string;
  /** Whether its database begins with our schema, or empty. */
  readonly usesOurSchema: boolean;
  /** The tables of its rows, by entity. */
  readonly tables: Tables;
  run(trial: Trial): Promise<Measured>;
}

/** What every contender copies. */
export const copied = ['products', 'prices', 'customers', 'subscriptions'] as const;
export type Copied = (typeof copied)[number];
export type Tables = Readonly<Record<Copied, string>>;

export const tablesIn = (schema: string): Tables => ({
  products: `${schema}.products`,
  prices: `${schema}.prices`,
  customers: `${schema}.customers`,
  subscriptions: `${schema}.subscriptions`,
});
