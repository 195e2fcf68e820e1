import { mix, seedOf } from '../../core/generate/seed.ts';
import { trusted, type Fields } from '../../core/json.ts';
import type { ResourceContext } from '../entity/context.ts';
import { Resource } from '../entity/resource.ts';
import { merge } from '../wire/merge.ts';
import { customerRenderer } from './generate.ts';
import { customerObject, type Customer } from './object.ts';

/** Unlike other objects a deleted customer stays known, as a stub. */
export class Customers extends Resource<Customer> {
  constructor(context: ResourceContext) {
    super(context, customerRenderer(context.world));
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
