/** The middle of some numbers, and their ends. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Throws for none. */
export function spread(numbers: readonly number[]): Spread {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (low === undefined || high === undefined) throw new TypeError('no numbers');
  return { min: sorted[0]!, median: (low + high) / 2, max: sorted.at(-1)! };
}

/** "1,234 (1,100–1,400)", or one number if there is no spread. */
export function show(numbers: readonly number[], digits = 0): string {
  const { min, median, max } = spread(numbers);
  const text = (number: number) =>
    number.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return text(min) === text(max) ? text(median) : `${text(median)} (${text(min)}–${text(max)})`;
}
