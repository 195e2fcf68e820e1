/** A metric as data: both clients make it from this, and docs/metrics.md describes it by this. */
export interface MetricDefinition<Label extends string = string> {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly Label[];
  /** Of a histogram, ascending. */
  readonly buckets?: readonly number[];
  /** Series that are there from the start as 0: a rate cannot see the first count of a series that begins with it. */
  readonly from0?: readonly Readonly<Record<Label, string>>[];
}

export const metric = <const Label extends string>(
  definition: MetricDefinition<Label>,
): MetricDefinition<Label> => definition;

/** The labels of a metric with their values. */
export type LabelsOf<D> = D extends MetricDefinition<infer Label> ? Readonly<Record<Label, string>> : never;

/** Counts, sets or observes a value. */
export type RecorderOf<D> = (labels: LabelsOf<D>, value: number) => void;

export type Recorders<Definitions> = { readonly [Name in keyof Definitions]: RecorderOf<Definitions[Name]> };

/** Upper bounds in seconds. */
export const buckets = {
  /** The seed's ten, 1 s to 512 s; a million objects take longer than that at a provider's pace. */
  sync: Array.from({ length: 15 }, (_, power) => 2 ** power),
  request: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  age: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 21_600, 86_400],
};

/** Every combination of labels' values. */
export function combinations<const Values extends Readonly<Record<string, readonly string[]>>>(
  values: Values,
): Record<keyof Values & string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const [label, each] of Object.entries(values))
    all = all.flatMap((labels) => each.map((value) => ({ ...labels, [label]: value })));
  return all;
}
