/** What a key to this service may do, each including the ones before: read; start and cancel syncs, decide conflicts; configure. */
export const roles = ['viewer', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

export const roleIncludes = (held: Role, needed: Role): boolean =>
  roles.indexOf(held) >= roles.indexOf(needed);
