import { mix, seedOf } from '../../core/generate/seed.ts';
import { trusted, type Fields } from '../../core/json.ts';
import type { ResourceContext } from '../entity/context.ts';
import { Discounts } from '../discounts/discounts.ts';
import type { MutationOptions } from '../entity/event-log.ts';
import { Resource } from '../entity/resource.ts';
import { merge } from '../wire/merge.ts';
import { customerRenderer } from './generate.ts';
import { customerObject, type Customer } from './object.ts';

/** Unlike other objects a deleted customer stays known, as a stub. */
export class Customers extends Resource<Customer> {
  readonly #discounts: Discounts;

  constructor(context: ResourceContext) {
    super(context, customerRenderer(context.world));
    this.#discounts = new Discounts(context);
  }

  /** In place of the discount that the customer has, if any. `customer.discount.*` is all that Stripe says about it. */
  applyCoupon(id: string, coupon: string, options: MutationOptions = {}): void {
    const customer = this.stored(id);
    const of = { customer: id, subscription: null };
    const discount = this.#discounts.apply(coupon, of, options, customer.discount?.id);
    this.collection.replace({ ...customer, discount });
  }

  endDiscount(id: string, options: MutationOptions = {}): void {
    const customer = this.stored(id);
    if (!customer.discount) return;
    this.#discounts.end(customer.discount.id, options);
    this.collection.replace({ ...customer, discount: null });
  }

  override expanded(id: string): unknown {
    return this.collection.wasDeleted(id) ? this.stub(id) : super.expanded(id);
  }

  stub(id: string) {
    return { id, object: 'customer' as const, deleted: true as const };
  }

  protected override build(id: string, fields: Fields): Customer {
    const prefix = mix(seedOf(id), 0, 11).toString(16).toUpperCase().padStart(8, '0');
    return customerObject({
      ...this.base(id),
      invoice_prefix: prefix,
      ...trusted<Partial<Customer>>(merge({}, fields)),
    });
  }
}
