/** The kind of a typed column. Its SQL type and its form in JSON follow from it. */
export type ColumnKind = keyof ColumnValues;

/** The TypeScript type of each kind's values. */
export interface ColumnValues {
  text: string;
  flag: boolean;
  /** A point in time. Providers give Unix seconds. */
  instant: Date;
  /** Whole units of a currency's smallest coin; may exceed 2^53. */
  amount: bigint;
  /** A number of any precision, kept as its text. */
  decimal: string;
  /** A small whole number. */
  count: number;
}

export interface Column<Kind extends ColumnKind = ColumnKind> {
  readonly kind: Kind;
  /** For people who read the API. */
  readonly description?: string;
  /** The entity whose provider's id it holds. */
  readonly references?: string;
  /** People look rows up by it: it has an index of its own. */
  readonly indexed?: boolean;
}

const column =
  <Kind extends ColumnKind>(kind: Kind) =>
  (description?: string): Column<Kind> => ({ kind, ...(description !== undefined && { description }) });

export const text = column('text');
export const flag = column('flag');
export const instant = column('instant');
export const amount = column('amount');
export const decimal = column('decimal');
export const count = column('count');

/** The provider's id of an object of another entity. It need not be copied, or be there any more. */
export const reference = <Entity extends string>(references: Entity, options: { indexed?: true } = {}) => ({
  kind: 'text' as const,
  references,
  ...options,
});
