import type { StripeEvent } from '../objects/event.ts';
import type { EventLog } from './event-log.ts';
import { Resource, type Surroundings } from './resource.ts';

/** The events that Stripe still keeps. */
export class Events extends Resource<StripeEvent> {
  override readonly noun = 'event';
  readonly #log: EventLog;

  constructor(log: EventLog, around: Surroundings) {
    super(log.collection, around);
    this.#log = log;
  }

  /** Forgets what is too old by the clock; to be called before reading. */
  prune(): void {
    this.#log.prune();
  }
}
