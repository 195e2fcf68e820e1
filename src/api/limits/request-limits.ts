import { ApiError } from '../api-error.ts';
import { payerOf, type Principal } from '../principals/principal.ts';
import { InFlight } from './in-flight.ts';
import { burstSeconds, capacityOf, TokenBuckets } from './token-buckets.ts';

/** What one API key or user may do; each API process counts by itself. */
export interface RequestAllowance {
  readonly requestsPerSecond: number;
  readonly requestsAtOnce: number;
}

/** All keys of a workspace together may do as much as this many. */
const keysOfWorkspace = 4;
/** The platform acts for all workspaces. */
const platformFactor = 10;
/** Requests that wait cost no connection, so one key may have more of them. */
const waitsFactor = 8;
const countedKeys = 50_000;

/** What is counted together, under a name for the caller. */
interface Partition {
  readonly name: string;
  readonly key: string;
  readonly allowance: RequestAllowance;
}

/** A request's place, from its start to its answer. */
export interface Turn {
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11). */
  readonly fields: Readonly<Record<string, string>>;
  /** A 429 if the request may not go on. */
  readonly refusal: ApiError | undefined;
  /** From here on the request only waits. Throws a 429 if too many do. */
  wait(): void;
  /** As `wait`, for an answer that goes on after its handler: `leave` does nothing, and the result ends the turn instead. */
  stay(): () => void;
  /** The request is answered. */
  leave(): void;
}

const times = (
  { requestsPerSecond, requestsAtOnce }: RequestAllowance,
  factor: number,
): RequestAllowance => ({
  requestsPerSecond: requestsPerSecond * factor,
  requestsAtOnce: requestsAtOnce * factor,
});

/** Counts requests by key and by workspace, or by the user of a token: how many a second, and how many at once. */
export class RequestLimits {
  readonly #defaults: RequestAllowance;
  readonly #buckets: TokenBuckets;
  readonly #running = new InFlight();
  readonly #waiting = new InFlight();

  /** `defaults`: for workspaces that have no limits of their own. */
  constructor(defaults: RequestAllowance) {
    this.#defaults = defaults;
    this.#buckets = new TokenBuckets({ perSecond: defaults.requestsPerSecond, keys: countedKeys });
  }

  enter(principal: Principal, now = performance.now()): Turn {
    const partitions = this.#partitionsOf(principal);
    const retryAfter = this.#take(partitions, now);
    const fields = this.#fields(partitions, retryAfter);
    if (retryAfter > 0) return refused(fields, 'Too many requests.', retryAfter);
    if (!enterAll(this.#running, partitions, 1)) return refused(fields, 'Too many requests at once.', 1);
    let counts: InFlight | null = this.#running;
    const leave = () => {
      if (counts !== null) leaveAll(counts, partitions);
      counts = null;
    };
    const wait = () => {
      if (!enterAll(this.#waiting, partitions, waitsFactor)) throw tooMany('Too many requests wait.', 1);
      leave();
      counts = this.#waiting;
    };
    const stay = () => {
      wait();
      counts = null;
      let left = false;
      return () => {
        if (!left) leaveAll(this.#waiting, partitions);
        left = true;
      };
    };
    return { fields, refusal: undefined, wait, stay, leave };
  }

  #partitionsOf(principal: Principal): Partition[] {
    if (principal.kind === 'platform') {
      return [
        {
          name: 'platform',
          key: payerOf(principal),
          allowance: times(this.#defaults, platformFactor),
        },
      ];
    }
    if (principal.kind === 'user') {
      const { access } = principal;
      const factor = access.platform === undefined ? 1 : platformFactor;
      return [{ name: 'user', key: payerOf(principal), allowance: times(this.#defaults, factor) }];
    }
    const { id, workspace } = principal;
    const allowance = {
      requestsPerSecond: workspace.requestsPerSecond ?? this.#defaults.requestsPerSecond,
      requestsAtOnce: workspace.requestsAtOnce ?? this.#defaults.requestsAtOnce,
    };
    return [
      { name: 'key', key: `key:${id}`, allowance },
      { name: 'workspace', key: payerOf(principal), allowance: times(allowance, keysOfWorkspace) },
    ];
  }

  /** From each bucket or from none. 0, or the seconds to wait. */
  #take(partitions: readonly Partition[], now: number): number {
    for (const [i, { key, allowance }] of partitions.entries()) {
      const retryAfter = this.#buckets.take(key, now, allowance.requestsPerSecond);
      if (retryAfter === 0) continue;
      for (const taken of partitions.slice(0, i)) this.#buckets.giveBack(taken.key);
      return retryAfter;
    }
    return 0;
  }

  #fields(partitions: readonly Partition[], retryAfter: number): Record<string, string> {
    const policies = partitions.flatMap(({ name, allowance: { requestsPerSecond, requestsAtOnce } }) => [
      `"${name}";q=${capacityOf(requestsPerSecond)};w=${burstSeconds}`,
      `"${name}-at-once";q=${requestsAtOnce};qu="concurrent-requests"`,
    ]);
    const left = partitions.map(
      ({ name, key }) => `"${name}";r=${this.#buckets.left(key)};t=${Math.max(1, retryAfter)}`,
    );
    return { 'RateLimit-Policy': policies.join(', '), RateLimit: left.join(', ') };
  }
}

const tooMany = (message: string, retryAfter: number): ApiError =>
  new ApiError(429, 'rate_limited', message, { retryAfter });

const refused = (fields: Turn['fields'], message: string, retryAfter: number): Turn => ({
  fields,
  refusal: tooMany(message, retryAfter),
  wait: () => {},
  stay: () => () => {},
  leave: () => {},
});

/** In each partition or in none. */
function enterAll(counts: InFlight, partitions: readonly Partition[], factor: number): boolean {
  for (const [i, { key, allowance }] of partitions.entries()) {
    if (counts.enter(key, allowance.requestsAtOnce * factor)) continue;
    leaveAll(counts, partitions.slice(0, i));
    return false;
  }
  return true;
}

function leaveAll(counts: InFlight, partitions: readonly Partition[]): void {
  for (const { key } of partitions) counts.leave(key);
}
