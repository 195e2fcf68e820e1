export interface LoggedRequest {
  id: string;
  /** Account id, or undefined if the key is unknown. */
  account: string | undefined;
  method: string;
  path: string;
  query: string;
  /** `GET /v1/customers/:id`, or undefined for an unknown URL. */
  endpoint: string | undefined;
  /** HTTP status; 0 while pending, or if the connection was dropped without one. */
  status: number;
  /** Real time, milliseconds since 1970. */
  started: number;
  ended: number | undefined;
  /** The limit a 429 named. */
  limited: string | undefined;
  /** Id of the fault that was played. */
  fault: string | undefined;
  /** Objects in the answer. */
  objects: number;
}

export interface RequestCounts {
  requests: number;
  objects: number;
  byStatus: Record<string, number>;
  byEndpoint: Record<string, { requests: number; objects: number; byStatus: Record<string, number> }>;
  byLimit: Record<string, number>;
}

const emptyCounts = (): RequestCounts => ({
  requests: 0,
  objects: 0,
  byStatus: {},
  byEndpoint: {},
  byLimit: {},
});

const bump = (counts: Record<string, number>, key: string | number) => {
  counts[key] = (counts[key] ?? 0) + 1;
};

/** The last requests, oldest first, and counters of all of them. */
export class RequestLog {
  readonly capacity: number;
  #ring: LoggedRequest[] = [];
  #next = 0;
  #counts = emptyCounts();

  constructor(capacity = 10_000) {
    this.capacity = capacity;
  }

  get counts(): RequestCounts {
    return structuredClone(this.#counts);
  }

  /** The requests kept, the oldest first; pending ones included. */
  list(): LoggedRequest[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  start(request: LoggedRequest): void {
    if (this.#ring.length < this.capacity) this.#ring.push(request);
    else {
      this.#ring[this.#next] = request;
      this.#next = (this.#next + 1) % this.capacity;
    }
  }

  end({ endpoint = 'unknown', status, limited, objects }: LoggedRequest): void {
    const counts = this.#counts;
    const one = (counts.byEndpoint[endpoint] ??= { requests: 0, objects: 0, byStatus: {} });
    for (const count of [counts, one]) {
      count.requests++;
      count.objects += objects;
      bump(count.byStatus, status);
    }
    if (limited !== undefined) bump(counts.byLimit, limited);
  }

  clear(): void {
    this.#ring = [];
    this.#next = 0;
    this.#counts = emptyCounts();
  }
}
