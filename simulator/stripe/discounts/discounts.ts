import type Stripe from 'stripe';
import type { ResourceContext } from '../entity/context.ts';
import type { MutationOptions } from '../entity/event-log.ts';
import type { Wire } from '../wire/wire.ts';

export type Discount = Wire<Stripe.Discount>;

/** The discounts that one entity's objects show. */
export class Discounts {
  readonly #context: ResourceContext;
  readonly #living = new Map<string, Discount>();
  #made = 0;

  constructor(context: ResourceContext) {
    this.#context = context;
  }

  /** Of a customer, or of one subscription; `replaced`: the discount in whose place it comes. */
  apply(
    coupon: string,
    of: { customer: string; subscription: string | null },
    options: MutationOptions,
    replaced?: string,
  ): Discount {
    const owner = (of.subscription ?? of.customer).replace(/^[a-z]+_/, '');
    const discount: Discount = {
      id: `di_${owner}${++this.#made}`,
      object: 'discount',
      checkout_session: null,
      customer_account: null,
      end: null,
      invoice: null,
      invoice_item: null,
      promotion_code: null,
      source: { coupon, type: 'coupon' },
      start: this.#context.clock.seconds(),
      subscription_item: null,
      ...of,
    };
    this.#living.set(discount.id, discount);
    const before = replaced === undefined ? undefined : this.#take(replaced);
    this.#record(before ? 'updated' : 'created', discount, options, before);
    return discount;
  }

  end(id: string, options: MutationOptions): void {
    const discount = this.#take(id);
    if (discount) this.#record('deleted', discount, options);
  }

  #take(id: string): Discount | undefined {
    const discount = this.#living.get(id);
    this.#living.delete(id);
    return discount;
  }

  /** The event shows the discount alone; the object that has it is not in it. */
  #record(what: string, discount: Discount, options: MutationOptions, before?: Discount): void {
    this.#context.events.record(`customer.discount.${what}`, discount, options, before);
  }
}
