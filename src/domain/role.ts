/** What an API key may do, each role including those before it: read; start and cancel syncs, resolve conflicts; configure. */
export const roles = ['viewer', 'operator', 'owner'] as const;
export type Role = (typeof roles)[number];

export const roleIncludes = (held: Role, needed: Role): boolean =>
  roles.indexOf(held) >= roles.indexOf(needed);

export const greaterRole = (one: Role, other: Role): Role => (roleIncludes(one, other) ? one : other);
