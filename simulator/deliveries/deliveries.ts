import type { Clock } from '../clock.ts';
import type { StripeEvent } from '../objects/event.ts';
import type { Events } from '../resources/events.ts';
import type { WebhookEndpoints } from '../resources/webhook-endpoints.ts';
import { Agenda } from './agenda.ts';
import { Balance } from './balance.ts';
import { backoff, DEFAULT_KNOBS, turned, type DeliveriesSpec, type Knobs } from './deliveries-spec.ts';
import { DeliveryLog, type Delivery, type DeliveryCounts } from './delivery-log.ts';
import { fateOf } from './fate.ts';
import { Lane } from './lane.ts';
import { letterOf } from './letter.ts';
import { Post } from './post.ts';

/** What deliveries need of their account. */
export interface DeliverySource {
  clock: Clock;
  seed: number;
  livemode: boolean;
  events: Events;
  endpoints: WebhookEndpoints;
}

interface Job {
  delivery: Delivery;
  event: StripeEvent;
  /** Real time of the event, for the latency. */
  started: number;
  /** By the simulator's clock, of the first attempt: retries end some time after it. */
  first: number | undefined;
}

/** Sends an account's events to its webhook endpoints: at least once, in no promised order, until a 2xx. */
export class Deliveries {
  readonly log = new DeliveryLog();
  readonly #source: DeliverySource;
  readonly #agenda: Agenda;
  readonly #post = new Post();
  readonly #lanes = new Map<string, Lane<Job>>();
  readonly #balance = new Balance();
  #knobs: Knobs;
  #stopped = false;

  constructor(source: DeliverySource, spec: DeliveriesSpec) {
    this.#source = source;
    this.#agenda = new Agenda(source.clock);
    this.#knobs = turned(DEFAULT_KNOBS, spec);
  }

  get knobs(): Knobs {
    return this.#knobs;
  }

  /** Turns the knobs that are named, the others stay. What becomes of an event is decided when it happens. */
  set(spec: DeliveriesSpec): void {
    this.#knobs = turned(this.#knobs, spec);
    for (const lane of this.#lanes.values()) lane.pump();
  }

  /** An event that just happened, to every endpoint that wants it, with all that may go wrong. */
  dispatch(event: StripeEvent): void {
    for (const { id } of this.#source.endpoints.subscribed(event.type)) {
      const fate = fateOf(this.#source.seed, event.id, id, this.#knobs);
      if (fate.lost) this.log.add(deliveryOf(event, id, 1, 'lost'), false);
      else
        for (const [place, { late, ms }] of fate.copies.entries())
          this.#accept(event, deliveryOf(event, id, place === 0 ? 1 : 2, 'waiting'), ms, late);
    }
  }

  /**
   * Sends any event by hand: to `endpoint`, or to all that want its type. None of it is lost, doubled or late; it is
   * retried as any other. Returns what is being sent; it goes on changing.
   */
  send(event: StripeEvent, endpoint?: string): Delivery[] {
    const ids =
      endpoint === undefined
        ? [...this.#source.endpoints.subscribed(event.type)].map(({ id }) => id)
        : [this.#source.endpoints.retrieve(endpoint).id];
    const deliveries = ids.map((id) => deliveryOf(event, id, 0, 'waiting'));
    for (const delivery of deliveries) this.#accept(event, delivery, 0, false);
    return deliveries;
  }

  /** Sends an event that is still kept once more, as the dashboard does; throws Stripe's 404. */
  resend(eventId: string, endpoint?: string): Delivery[] {
    return this.send(this.#source.events.retrieve(eventId), endpoint);
  }

  /**
   * Resolves once every delivery that is not lost is acknowledged, given up or stopped; rejects after `timeoutMs` of
   * real time (30,000 by default), saying what is left. With Stripe's own schedule a failed one waits for minutes.
   */
  async settled(timeoutMs = 30_000): Promise<DeliveryCounts> {
    await this.#balance.zero(timeoutMs, () => {
      const left = this.log.list().find(({ state }) => state === 'waiting');
      return left ? `, for example ${left.event} to ${left.endpoint} (${left.statuses.join(', ')})` : '';
    });
    return this.log.counts;
  }

  /** Ends everything at once, also requests on their way. */
  stop(): void {
    this.#stopped = true;
    this.#agenda.stop();
    this.#post.stop();
    this.#balance.stop();
  }

  #accept(event: StripeEvent, delivery: Delivery, afterMs: number, late: boolean): void {
    if (this.#stopped) return;
    this.log.add(delivery, late);
    this.#balance.add();
    const job: Job = { delivery, event, started: performance.now(), first: undefined };
    if (afterMs > 0) this.#later(job, afterMs);
    else this.#lane(delivery.endpoint).push(job);
  }

  #later(job: Job, afterMs: number): void {
    const due = this.#source.clock.now() + afterMs;
    this.#agenda.at(due, () => this.#lane(job.delivery.endpoint).push(job));
  }

  #lane(endpoint: string): Lane<Job> {
    const known = this.#lanes.get(endpoint);
    if (known) return known;
    const concurrency = () => (this.#knobs.enabled && !this.#stopped ? this.#knobs.concurrency : 0);
    const lane = new Lane<Job>((job) => this.#attempt(job), concurrency);
    this.#lanes.set(endpoint, lane);
    return lane;
  }

  async #attempt(job: Job): Promise<void> {
    const { delivery, event, started } = job;
    // Asked before each attempt: a disabled endpoint that is enabled again in time gets the retry after all.
    const endpoint = this.#source.endpoints.collection.entry(delivery.endpoint)?.object;
    if (endpoint?.status !== 'enabled') {
      this.#finish(delivery, 'stopped');
      return;
    }
    job.first ??= this.#source.clock.now();
    const { endpoints, livemode } = this.#source;
    const { headers, body } = letterOf(event, endpoint, endpoints.secrets(endpoint.id), livemode);
    const { status, error } = await this.#post.send(endpoint.url, headers, body, this.#knobs.timeoutMs);
    if (this.#stopped) return;
    this.log.attempted(delivery, status, error);
    if (status >= 200 && status < 300) {
      delivery.latencyMs = performance.now() - started;
      this.#finish(delivery, 'acknowledged');
      return;
    }
    const { retry } = this.#knobs;
    const wait = backoff(retry, delivery.attempts);
    const last = job.first + retry.forMs * retry.scale;
    if (this.#source.clock.now() + wait > last) this.#finish(delivery, 'given_up');
    else this.#later(job, wait);
  }

  #finish(delivery: Delivery, state: 'acknowledged' | 'given_up' | 'stopped'): void {
    this.log.move(delivery, state);
    this.#balance.subtract();
  }
}

function deliveryOf(
  event: StripeEvent,
  endpoint: string,
  copy: 0 | 1 | 2,
  state: 'lost' | 'waiting',
): Delivery {
  return { event: event.id, type: event.type, endpoint, copy, state, attempts: 0, statuses: [] };
}
