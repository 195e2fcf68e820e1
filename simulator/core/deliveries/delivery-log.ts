export type DeliveryState = 'lost' | 'waiting' | 'acknowledged' | 'given_up' | 'stopped';

/** One copy of an event on its way to one endpoint. */
export interface Delivery {
  event: string;
  type: string;
  endpoint: string;
  /** 1, or 2 for the second of a doubled one; 0 when sent by hand. */
  copy: 0 | 1 | 2;
  /**
   * `stopped`: the endpoint was disabled or deleted by the time of an attempt. `given_up`: no 2xx within the time for
   * retries. `waiting` includes what is on its way.
   */
  state: DeliveryState;
  attempts: number;
  /** Status of each attempt; 0 for no answer, which `error` explains. */
  statuses: number[];
  error?: string;
  /** Real milliseconds from the event (or the sending by hand) to the end of the 2xx. */
  latencyMs?: number;
}

export interface DeliveryCounts {
  /** Copies, lost ones included. */
  deliveries: number;
  byState: Record<DeliveryState, number>;
  doubled: number;
  late: number;
  attempts: number;
  byStatus: Record<string, number>;
}

const emptyCounts = (): DeliveryCounts => ({
  deliveries: 0,
  byState: { lost: 0, waiting: 0, acknowledged: 0, given_up: 0, stopped: 0 },
  doubled: 0,
  late: 0,
  attempts: 0,
  byStatus: {},
});

/** The last deliveries, and counters of all of them. */
export class DeliveryLog {
  readonly capacity: number;
  #ring: Delivery[] = [];
  #next = 0;
  #counts = emptyCounts();

  constructor(capacity = 100_000) {
    this.capacity = capacity;
  }

  get counts(): DeliveryCounts {
    return structuredClone(this.#counts);
  }

  /** Those that are kept, the oldest first. They go on changing until they are done. */
  list(): Delivery[] {
    return [...this.#ring.slice(this.#next), ...this.#ring.slice(0, this.#next)];
  }

  /** Of the acknowledged ones that are kept, in milliseconds; undefined if there are none. */
  latency(): { p50: number; p95: number; p99: number; max: number } | undefined {
    const sorted = this.#ring.flatMap(({ latencyMs }) => latencyMs ?? []).toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
    return sorted.length > 0 ? { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) } : undefined;
  }

  add(delivery: Delivery, late: boolean): void {
    const counts = this.#counts;
    counts.deliveries++;
    counts.byState[delivery.state]++;
    if (delivery.copy === 2) counts.doubled++;
    if (late) counts.late++;
    if (this.#ring.length < this.capacity) this.#ring.push(delivery);
    else {
      this.#ring[this.#next] = delivery;
      this.#next = (this.#next + 1) % this.capacity;
    }
  }

  attempted(delivery: Delivery, status: number, error: string | undefined): void {
    delivery.attempts++;
    delivery.statuses.push(status);
    if (error === undefined) delete delivery.error;
    else delivery.error = error;
    this.#counts.attempts++;
    this.#counts.byStatus[status] = (this.#counts.byStatus[status] ?? 0) + 1;
  }

  move(delivery: Delivery, state: DeliveryState): void {
    this.#counts.byState[delivery.state]--;
    delivery.state = state;
    this.#counts.byState[state]++;
  }

  /** Forgets what is done; what is waiting stays counted. */
  clear(): void {
    const waiting = this.list().filter(({ state }) => state === 'waiting');
    const { byState } = this.#counts;
    this.#counts = emptyCounts();
    this.#counts.deliveries = byState.waiting;
    this.#counts.byState.waiting = byState.waiting;
    this.#ring = waiting;
    this.#next = 0;
  }
}
