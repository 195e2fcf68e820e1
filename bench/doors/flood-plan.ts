/** One request that is sent again and again. */
export interface FloodRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

/** Somebody who sends all that they can. */
export interface Flooder {
  readonly name: string;
  readonly requests: readonly FloodRequest[];
  readonly headers: Readonly<Record<string, string>>;
  /** In flight at once. */
  readonly concurrency: number;
  /** Where they come from, by turns. */
  readonly addresses: readonly string[];
  /** Absent: one more as soon as one is answered. */
  readonly perSecond?: number;
  /** Each request has a key that was never issued. */
  readonly madeUpKeys?: boolean;
  /** Each request is signed as if now, by nobody. `{random}` in a path is another id each time. */
  readonly forged?: boolean;
}

/** Large events, signed as they should be. */
export interface LargeEvents {
  readonly path: string;
  readonly secret: string;
  readonly events: number;
  readonly bytes: number;
}

/** The orders of the process that floods, in a file. */
export interface FloodPlan {
  readonly url: string;
  readonly seconds: number;
  readonly samePriority: boolean;
  readonly flooders: readonly Flooder[];
  readonly largeEvents?: LargeEvents | undefined;
  readonly resultFile: string;
}

/** How many of each flooder's requests had which status; 0: none within a minute, or the connection was closed. */
export type FloodResult = Readonly<Record<string, Readonly<Record<string, number>>>>;
