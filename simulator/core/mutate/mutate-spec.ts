/** Random changes, each of which the provider would allow: a function of the seed and of what the account holds already. */
export interface MutateSpec {
  /** How many changes. Some have more than one event: a deleted customer's subscriptions are cancelled too. */
  count: number;
  seed?: string | number;
  /** Names of entities to change, each as likely as the others; default: those whose number the
   * account's spec says, or all that have `mutations` if it says none. */
  kinds?: readonly string[];
  /** How likely each is; by default 2, 7 and 1. Deleting a subscription cancels it. */
  weights?: { create?: number; update?: number; delete?: number };
  /**
   * Also update prices that subscriptions may embed, that is recurring ones. Such an update shows in those subscriptions
   * without an event of theirs, so that only listing them finds it: off by default.
   */
  embeddedPrices?: boolean;
  /** Changes without events. */
  silent?: boolean;
}

/** Changes at a rate; without a count until stopped. */
export type SteadySpec = Omit<MutateSpec, 'count'> & { count?: number; perSecond: number };

/** Changes made. If no object could be updated or deleted, one was created instead. */
export interface MutationCounts {
  created: number;
  updated: number;
  deleted: number;
  /** By the entity's name. */
  byKind: Record<string, number>;
}
