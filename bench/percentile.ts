/** The value that `share` of the numbers do not exceed (nearest rank). Throws for none. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = Float64Array.from(numbers).toSorted();
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new TypeError('no numbers');
  return value;
}
