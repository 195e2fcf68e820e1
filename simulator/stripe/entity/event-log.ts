import type { Clock } from '../../core/clock.ts';
import type { IdCodec } from '../../core/generate/ids.ts';
import { previousAttributes, type StripeEvent } from './event.ts';
import { Collection } from '../../core/store/collection.ts';

/** Stripe keeps events for 30 days. */
export const EVENT_DAYS = 30;

export interface MutationOptions {
  /** Change the object without an event, as when Stripe's event generation itself fails. */
  silent?: boolean;
  /** The API request behind the change; absent for what happens by itself or in the dashboard. */
  request?: { id: string; idempotencyKey: string | null };
}

/** The account as its events describe it. */
export interface EventAccount {
  livemode: boolean;
  apiVersion: () => string;
  /** How many webhook endpoints get an event of this type. */
  endpointsFor: (type: string) => number;
}

export type EventListener = (event: StripeEvent) => void;

/** An account's events, newest first, each with the object as it was at that moment. */
export class EventLog {
  readonly collection: Collection<StripeEvent>;
  readonly #clock: Clock;
  readonly #account: EventAccount;
  readonly #listeners = new Set<EventListener>();

  constructor(codec: IdCodec, clock: Clock, account: EventAccount) {
    this.collection = new Collection<StripeEvent>({ codec });
    this.#clock = clock;
    this.#account = account;
  }

  /** Calls `listener` after each event, in the same tick. Returns how to stop. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** `object` and `before` as they are on the wire. An update that changed nothing has no event. */
  record(type: string, object: object, options: MutationOptions, before?: object): void {
    const previous = before && previousAttributes(before, object);
    if (options.silent || (before && !previous)) return;
    this.prune();
    const event: StripeEvent = {
      id: this.collection.nextId(),
      object: 'event',
      api_version: this.#account.apiVersion(),
      created: this.#clock.seconds(),
      data: {
        object: { ...structuredClone(object) },
        ...(previous && { previous_attributes: previous }),
      },
      livemode: this.#account.livemode,
      pending_webhooks: this.#account.endpointsFor(type),
      request: { id: options.request?.id ?? null, idempotency_key: options.request?.idempotencyKey ?? null },
      type,
    };
    this.collection.insert(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** Forgets the events that are older than Stripe keeps. */
  prune(): void {
    const oldest = this.#clock.seconds() - EVENT_DAYS * 86_400;
    const old = this.collection.added;
    for (let entry = old.at(0); entry && entry.created < oldest; entry = old.at(0))
      this.collection.forget(entry);
  }
}
