/**
 * What to do with a local change if the provider's object changes too.
 * `provider_wins`: it is overwritten. `local_wins`: its typed columns stay, to be sent to the provider, and
 * `provider_data` follows the provider. `manual`: the same, and the row is `conflict` until a person decides.
 */
export const conflictPolicies = ['provider_wins', 'local_wins', 'manual'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

/** The two sides of a conflict, of which one is kept. */
export const conflictSides = ['local', 'provider'] as const;
export type ConflictSide = (typeof conflictSides)[number];
