/** An object of which only the names of fields are known: parameters, patches, parsed JSON. */
export type Fields = Record<string, unknown>;

/* oxlint-disable typescript/no-unsafe-type-assertion, typescript/no-unnecessary-type-parameters -- here and nowhere else JSON is taken for what its writer says it is */

/** JSON whose shape its writer vouches for: the simulator itself, or the test that steers it. */
export const parse = <T>(json: string): T => JSON.parse(json) as T;

/** A value whose shape was checked elsewhere, or that only the test that steers the simulator can get wrong. */
export const trusted = <T>(value: unknown): T => value as T;

/** An object with named members, as opposed to an array. */
export const isHash = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isHash(value) ? value : {});
