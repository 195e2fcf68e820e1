/**
 * What becomes of a row that the platform changed by itself when the provider's object changes too (SPEC S6).
 * `provider_wins`: it is overwritten. `local_wins`: its typed columns stay as they are, to be sent to the provider, and
 * `provider_data` follows the provider. `manual`: the same, and the row says `conflict` until somebody decides.
 */
export const conflictPolicies = ['provider_wins', 'local_wins', 'manual'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

/** The two sides of a conflict, of which one is kept. */
export const conflictSides = ['local', 'provider'] as const;
export type ConflictSide = (typeof conflictSides)[number];
