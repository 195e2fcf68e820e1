import type { Clock } from '../clock.ts';
import { Timers } from '../timers.ts';
import { backoff, DEFAULT_KNOBS, withKnobs, type DeliveriesSpec, type Knobs } from './deliveries-spec.ts';
import { DeliveryLog, type Delivery, type DeliveryCounts } from './delivery-log.ts';
import { deliveryPlan } from './delivery-plan.ts';
import { Lane } from './lane.ts';
import { PendingCount } from './pending-count.ts';
import { Post } from './post.ts';

/** One attempt as it is sent. */
export interface SignedRequest {
  url: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** The account as its deliveries see it; `E` is the provider's event. */
export interface DeliverySource<E extends { id: string }> {
  clock: Clock;
  seed: number;
  typeOf: (event: E) => string;
  /** Ids of the endpoints that want such an event. */
  subscribed: (event: E) => Iterable<string>;
  /** The event made into a request, signed now; undefined if the endpoint is disabled or deleted. */
  sign: (event: E, endpoint: string) => SignedRequest | undefined;
  /** Throws the provider's error for an event that is not kept, or an endpoint that does not exist. */
  event: (id: string) => E;
  checkEndpoint: (id: string) => void;
}

interface Job<E> {
  delivery: Delivery;
  event: E;
  /** Real time of the event, for the latency. */
  started: number;
  /** When the first attempt was, by the simulator's clock: retries end some time after it. */
  first: number | undefined;
}

/** Sends an account's events to its webhook endpoints: at least once, in no promised order, until a 2xx. */
export class Deliveries<E extends { id: string }> {
  readonly log = new DeliveryLog();
  readonly #source: DeliverySource<E>;
  readonly #timers: Timers;
  readonly #post = new Post();
  readonly #lanes = new Map<string, Lane<Job<E>>>();
  readonly #pending = new PendingCount();
  #knobs: Knobs;
  #stopped = false;

  constructor(source: DeliverySource<E>, spec: DeliveriesSpec) {
    this.#source = source;
    this.#timers = new Timers(source.clock);
    this.#knobs = withKnobs(DEFAULT_KNOBS, spec);
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  /** Changes the knobs that `spec` names, for events from now on; the others stay. */
  set(spec: DeliveriesSpec): void {
    this.#knobs = withKnobs(this.#knobs, spec);
    for (const lane of this.#lanes.values()) lane.pump();
  }

  /** Sends an event that just happened to every endpoint that wants it, as the delivery plan says. */
  dispatch(event: E): void {
    for (const endpoint of this.#source.subscribed(event)) {
      const plan = deliveryPlan(this.#source.seed, event.id, endpoint, this.#knobs);
      if (plan.lost) this.log.add(this.#delivery(event, endpoint, 1, 'lost'), false);
      else
        for (const [place, { late, ms }] of plan.copies.entries())
          this.#accept(event, this.#delivery(event, endpoint, place === 0 ? 1 : 2, 'waiting'), ms, late);
    }
  }

  /**
   * Sends any event by hand: to `endpoint`, or to all that want its type. None of it is lost, doubled or late; it is
   * retried as any other. Returns the deliveries, which go on changing.
   */
  send(event: E, endpoint?: string): Delivery[] {
    if (endpoint !== undefined) this.#source.checkEndpoint(endpoint);
    const endpoints = endpoint === undefined ? [...this.#source.subscribed(event)] : [endpoint];
    const deliveries = endpoints.map((id) => this.#delivery(event, id, 0, 'waiting'));
    for (const delivery of deliveries) this.#accept(event, delivery, 0, false);
    return deliveries;
  }

  /** Sends an event that is still kept once more, as the dashboard does; throws the provider's error if it is not. */
  resend(eventId: string, endpoint?: string): Delivery[] {
    return this.send(this.#source.event(eventId), endpoint);
  }

  /**
   * Resolves once every delivery that is not lost is acknowledged, given up or stopped; rejects after `timeoutMs` of
   * real time (30,000 by default) and names one that is left. With the default schedule a failed one waits for minutes.
   */
  async settled(timeoutMs = 30_000): Promise<DeliveryCounts> {
    await this.#pending.zero(timeoutMs, () => {
      const left = this.log.list().find(({ state }) => state === 'waiting');
      return left ? `, for example ${left.event} to ${left.endpoint} (${left.statuses.join(', ')})` : '';
    });
    return this.log.counts;
  }

  /** Ends everything at once, also requests on their way. */
  stop(): void {
    this.#stopped = true;
    this.#timers.stop();
    this.#post.stop();
    this.#pending.stop();
  }

  #accept(event: E, delivery: Delivery, afterMs: number, late: boolean): void {
    if (this.#stopped) return;
    this.log.add(delivery, late);
    this.#pending.add();
    const job: Job<E> = { delivery, event, started: performance.now(), first: undefined };
    if (afterMs > 0) this.#later(job, afterMs);
    else this.#lane(delivery.endpoint).push(job);
  }

  #later(job: Job<E>, afterMs: number): void {
    const due = this.#source.clock.now() + afterMs;
    this.#timers.at(due, () => this.#lane(job.delivery.endpoint).push(job));
  }

  #lane(endpoint: string): Lane<Job<E>> {
    const known = this.#lanes.get(endpoint);
    if (known) return known;
    const concurrency = () => (this.#knobs.enabled && !this.#stopped ? this.#knobs.concurrency : 0);
    const lane = new Lane<Job<E>>((job) => this.#attempt(job), concurrency);
    this.#lanes.set(endpoint, lane);
    return lane;
  }

  async #attempt(job: Job<E>): Promise<void> {
    const { delivery, event, started } = job;
    const { clock, sign } = this.#source;
    // Signed anew for each attempt: a disabled endpoint that is enabled again in time gets the retry after all.
    const request = sign(event, delivery.endpoint);
    if (!request) {
      this.#finish(delivery, 'stopped');
      return;
    }
    job.first ??= clock.now();
    const { url, headers, body } = request;
    const { status, error } = await this.#post.send(url, headers, body, this.#knobs.timeoutMs);
    if (this.#stopped) return;
    this.log.attempted(delivery, status, error);
    if (status >= 200 && status < 300) {
      delivery.latencyMs = performance.now() - started;
      this.#finish(delivery, 'acknowledged');
      return;
    }
    const { retry } = this.#knobs;
    const wait = backoff(retry, delivery.attempts, clock.now() - job.first);
    if (wait === undefined) this.#finish(delivery, 'given_up');
    else this.#later(job, wait);
  }

  #finish(delivery: Delivery, state: 'acknowledged' | 'given_up' | 'stopped'): void {
    this.log.move(delivery, state);
    this.#pending.subtract();
  }

  #delivery(event: E, endpoint: string, copy: 0 | 1 | 2, state: 'lost' | 'waiting'): Delivery {
    const type = this.#source.typeOf(event);
    return { event: event.id, type, endpoint, copy, state, attempts: 0, statuses: [] };
  }
}
