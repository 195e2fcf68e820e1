/** Requests to an account today and in the 29 days before (UTC), and how many a schedule may bring them to. */
export interface ReadMeter {
  readonly used: number;
  /** Null: no bound. */
  readonly budget: number | null;
}

/** Whether a sync that is taken to need so many requests would pass the budget. Every sync needs one at least. */
export const wouldPassBudget = ({ used, budget }: ReadMeter, needed: number): boolean =>
  budget !== null && used + Math.max(1, needed) > budget;
