/** Requests to an account today and in the 29 days before (UTC), and the number at which its schedule stops. */
export interface ReadMeter {
  readonly used: number;
  /** Null: no bound. */
  readonly budget: number | null;
}

/** Whether a sync that needs about `needed` requests would exceed the budget. Every sync needs at least one. */
export const wouldExceedBudget = ({ used, budget }: ReadMeter, needed: number): boolean =>
  budget !== null && used + Math.max(1, needed) > budget;
