import type { ResourceContext } from '../entity/context.ts';
import type { StripeEvent } from '../entity/event.ts';
import { ReadableResource } from '../entity/readable-resource.ts';

/** The events that Stripe still keeps. */
export class Events extends ReadableResource<StripeEvent> {
  constructor(context: ResourceContext) {
    super(context, context.events.collection);
  }

  /** Forgets what is too old by the clock; to be called before reading. */
  prune(): void {
    this.context.events.prune();
  }
}
