/** How long an answer takes: `fixedMs` plus up to `jitterMs`. */
export interface LatencySpec {
  fixedMs?: number;
  jitterMs?: number;
}

export function delayOf({ fixedMs = 0, jitterMs = 0 }: LatencySpec, random: () => number): number {
  return fixedMs + jitterMs * random();
}
