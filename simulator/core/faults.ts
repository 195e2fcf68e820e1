import { randomStream } from './generate/seed.ts';
import type { Nonsense } from './nonsense.ts';

export type FaultAction =
  /** Answers with the provider's error body of that status; `lock_timeout` is a 429 that names no limit. */
  | { kind: 'status'; status: 400 | 401 | 403 | 404 | 409 | 429 | 500 | 502 | 503; reason?: string }
  /** Answers 400 with this message, as for a product that the account has not switched on. */
  | { kind: 'refused'; message: string }
  | { kind: 'lock_timeout' }
  /** Answers with the provider's error body of any status, with these headers. */
  | { kind: 'error'; status: number; headers?: Record<string, string> }
  /** Never answers. The request was not executed. */
  | { kind: 'hang' }
  /** Closes the connection: not executed, executed but unanswered, or in the middle of the body. */
  | { kind: 'drop'; when: 'before' | 'after' | 'half_body' }
  /** Sends the body in `pieces`, with a pause between two. */
  | { kind: 'trickle'; pieces: number; pauseMs: number }
  /** Answers 200 (or `status`) with a body that is no JSON: cut in half, an HTML page, or nothing. */
  | { kind: 'bad_json'; as: 'truncated' | 'html' | 'empty'; status?: number }
  /** A body of more bytes ends after so many: as if that were all of it, or with the connection. Others come whole. */
  | { kind: 'cut'; bytes: number; as?: 'whole' | 'closed' }
  /** Sends the body encoded, though the request asked for none. */
  | { kind: 'encoded'; as: 'gzip' | 'deflate' | 'br' | 'zstd' }
  /** Answers 200 with JSON that cannot be true. */
  | { kind: 'nonsense'; as: Nonsense }
  /** Executes the request without these parameters (`created` without its bounds, too). */
  | { kind: 'ignore'; params: readonly string[] }
  /** Answers that an object which the request names is not there. */
  | { kind: 'resource_missing'; status: 400 | 404; param?: string }
  /** Answers 500 if the answer would show the object of this id. */
  | { kind: 'fails_with'; id: string }
  /** Answers (with `status`) with what this makes of the answer's JSON text; in this process only. */
  | { kind: 'rewritten'; as: (json: string) => string; status?: number }
  /** Something changes before the request is executed; in this process only. */
  | { kind: 'meanwhile'; change: () => void }
  | { kind: 'delay'; ms: number };

export interface FaultSpec {
  /** For `removeFault` and the request log; numbered if absent. */
  id?: string;
  method?: string;
  /** Matched against path and query, for example `^/v1/customers\b`; a string is the source of a regular expression. */
  path?: RegExp | string;
  /** Only the n-th matching request, counted from 1. */
  nth?: number;
  /** How often at most. */
  times?: number;
  /** Each matching request with this probability (repeatable: drawn from the account's seed). */
  probability?: number;
  /** Starts this many milliseconds after it was set, and lasts `durationMs`; real time. */
  afterMs?: number;
  durationMs?: number;
  action: FaultAction;
}

interface Fault {
  id: string;
  spec: FaultSpec;
  pattern: RegExp | undefined;
  since: number;
  seen: number;
  played: number;
}

/** The ways in which one account's requests go wrong. The first fault that matches is played. */
export class Faults {
  readonly #faults = new Map<string, Fault>();
  readonly #random: () => number;
  readonly #now: () => number;
  #made = 0;

  constructor(seed: number, now: () => number = () => performance.now()) {
    this.#random = randomStream(seed);
    this.#now = now;
  }

  /** Returns the fault's id. */
  add(spec: FaultSpec): string {
    const id = spec.id ?? `fault_${++this.#made}`;
    const { path } = spec;
    const pattern = typeof path === 'string' ? new RegExp(path) : path;
    this.#faults.set(id, { id, spec, pattern, since: this.#now(), seen: 0, played: 0 });
    return id;
  }

  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  clear(): void {
    this.#faults.clear();
  }

  list() {
    return [...this.#faults.values()].map(({ id, spec, seen, played }) => {
      const path = spec.path instanceof RegExp ? spec.path.source : spec.path;
      return { ...spec, id, seen, played, ...(path !== undefined && { path }) };
    });
  }

  /** The fault to play for this request, counted as played. `url` is path and query. */
  match(method: string, url: string): { id: string; action: FaultAction } | undefined {
    for (const fault of this.#faults.values()) {
      if (!this.#applies(fault, method, url)) continue;
      fault.played++;
      return { id: fault.id, action: fault.spec.action };
    }
    return undefined;
  }

  #applies(fault: Fault, method: string, url: string): boolean {
    const { spec, pattern } = fault;
    if (spec.method !== undefined && spec.method !== method) return false;
    if (pattern && url.search(pattern) < 0) return false;
    const age = this.#now() - fault.since;
    const start = spec.afterMs ?? 0;
    if (age < start || age > start + (spec.durationMs ?? Infinity)) return false;
    fault.seen++;
    if (spec.nth !== undefined && fault.seen !== spec.nth) return false;
    if (fault.played >= (spec.times ?? Infinity)) return false;
    return spec.probability === undefined || this.#random() < spec.probability;
  }
}
