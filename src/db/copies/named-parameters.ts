/** What the driver takes as a parameter of the bulk statements. */
type Value =
  | string
  | number
  | Date
  | null
  | readonly string[]
  | readonly (Date | null)[]
  | readonly (number | null)[];

/**
 * A statement's parameters by their names: `parameter.session` is its `$n` in the text, and `valuesOf` puts the values in
 * that order. A name that is missing on either side does not compile.
 */
export function namedParameters<const Name extends string>(...names: readonly Name[]) {
  const parameter = Object.fromEntries(names.map((name, at) => [name, `$${at + 1}`])) as Record<Name, string>;
  const valuesOf = (values: Record<Name, Value>): Value[] => names.map((name) => values[name]);
  return { parameter, valuesOf };
}
