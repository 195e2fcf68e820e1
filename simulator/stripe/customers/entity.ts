import type { Fields } from '../../core/json.ts';
import { belowRoute, shownBelow } from '../entity/below.ts';
import type { Entity } from '../entity/entity.ts';
import { metadataEdit, oneOf, type Draft } from '../entity/mutations.ts';
import { Customers } from './resource.ts';
import { customerRoutes } from './routes.ts';

const edit = ({ revision, random }: Draft<Customers>): Fields =>
  oneOf(
    [
      () => metadataEdit(revision),
      () => ({ name: `Customer ${revision}` }),
      () => ({ email: `customer.${revision}@example.com` }),
      () => ({ phone: `+1555${String(revision).padStart(7, '0')}` }),
      () => ({ address: { line1: `${revision} Changed Street`, city: 'Zürich' } }),
    ],
    random,
  );

const pick = ({ pick: pickFrom, resource }: Draft<Customers>) => pickFrom(resource);

export const customers = {
  name: 'customers',
  object: 'customer',
  ids: { prefix: 'cus_', length: 14 },
  permission: ['Customers', 'customer'],
  expand: {
    default_source: null,
    test_clock: null,
    discount: null,
    subscriptions: null,
    tax: null,
    tax_ids: shownBelow('tax_ids', 'customer', 'customers'),
  },
  generated: { bytes: 1_000 },
  make: (context) => new Customers(context),
  routes: customerRoutes,
  nested: {
    tax_ids: belowRoute('tax_ids', 'customer'),
    payment_methods: belowRoute('payment_methods', 'customer'),
    balance_transactions: belowRoute('customer_balance_transactions', 'customer'),
  },
  mutations: {
    create(draft) {
      draft.resource.create(edit(draft), draft.options);
      return 'customers';
    },
    pickToUpdate: pick,
    pickToDelete: pick,
    edit,
  },
} as const satisfies Entity<Customers>;
