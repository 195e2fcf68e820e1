import { copied, type Contender, type Copied, type Measured } from './contender.ts';
import type { SimulatedAccount } from '../simulator.ts';
import type { Stage } from '../stage.ts';

/** A run, with the simulator's requests and the rows in the database afterwards. */
export interface Outcome extends Measured {
  readonly requests: number;
  readonly limited: number;
  readonly stored: Readonly<Record<Copied, number>>;
  readonly storedInAll: number;
  /** Entities whose rows are not as many as the account's objects, as "subscriptions 9000 of 10000". */
  readonly missing: readonly string[];
}

export async function outcomeOf(
  stage: Stage,
  contender: Contender,
  database: string,
  account: SimulatedAccount,
  measured: Measured,
): Promise<Outcome> {
  const counts = await stage.simulator.counts(account.id);
  const counted = copied.map(
    (entityType) => `(select count(*) from ${contender.tables[entityType]})::int as ${entityType}`,
  );
  const [row] = await stage.query<Record<Copied, number>>(database, `select ${counted.join(', ')}`);
  const stored = row!;
  return {
    ...measured,
    requests: counts.requests,
    limited: counts.byStatus['429'] ?? 0,
    stored,
    storedInAll: copied.reduce((sum, entityType) => sum + stored[entityType], 0),
    missing: copied
      .filter((entityType) => stored[entityType] !== account.counts[entityType])
      .map((entityType) => `${entityType} ${stored[entityType]} of ${account.counts[entityType]}`),
  };
}
