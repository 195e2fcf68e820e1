import { trusted } from '../objects/json.ts';
import { customerObject, type Customer } from '../objects/customer.ts';
import type { Fields } from '../objects/wire.ts';
import { mix, seedOf } from '../generate/seed.ts';
import type { Collection } from '../store/collection.ts';
import type { MutationOptions } from './event-log.ts';
import { merge } from './merge.ts';
import { Resource, type Surroundings } from './resource.ts';
import type { Subscriptions } from './subscriptions.ts';

export class Customers extends Resource<Customer> {
  override readonly noun = 'customer';
  readonly #subscriptions: Subscriptions;

  constructor(collection: Collection<Customer>, around: Surroundings, subscriptions: Subscriptions) {
    super(collection, around);
    this.#subscriptions = subscriptions;
  }

  create(fields: Fields = {}, options: MutationOptions = {}): Customer {
    const id = this.collection.nextId();
    const prefix = mix(seedOf(id), 0, 11).toString(16).toUpperCase().padStart(8, '0');
    const customer = customerObject({
      id,
      created: this.around.clock.seconds(),
      livemode: this.around.livemode,
      invoice_prefix: prefix,
      ...trusted<Partial<Customer>>(merge({}, fields)),
    });
    this.collection.insert(customer);
    this.around.events.record('customer.created', customer, options);
    return structuredClone(customer);
  }

  update(id: string, patch: Fields, options: MutationOptions = {}): Customer {
    const before = this.stored(id);
    const after = merge(before, patch);
    this.collection.replace(after);
    this.around.events.record('customer.updated', after, options, before);
    return structuredClone(after);
  }

  /** Cancels the customer's subscriptions too, as Stripe does. The id stays known as that of a deleted customer. */
  delete(id: string, options: MutationOptions = {}) {
    const customer = this.stored(id);
    for (const subscription of this.#subscriptions.endable(id))
      this.#subscriptions.delete(subscription, options);
    this.collection.remove(id);
    this.around.events.record('customer.deleted', customer, options);
    return { id, object: 'customer' as const, deleted: true as const };
  }
}
