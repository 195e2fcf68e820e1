import { mix } from '../../core/generate/seed.ts';
import { trusted } from '../../core/json.ts';
import { person } from '../../core/generate/words.ts';
import type { ChargebeeEntity } from '../resource/entity.ts';

const said = (json: string): string => trusted<string>(JSON.parse(json));

export const customers = {
  name: 'customers',
  object: 'customer',
  filters: {
    id: 'text',
    first_name: 'text',
    last_name: 'text',
    email: 'text',
    company: 'text',
    phone: 'text',
    auto_collection: 'choice',
    taxability: 'choice',
    created_at: 'timestamp',
    updated_at: 'timestamp',
    channel: 'choice',
    business_entity_id: 'text',
  },
  sort: ['created_at', 'updated_at'],
  versioned: true,
  created: 'created_at',
  deletion: 'marked',
  includesDeleted: true,
  events: {
    created: 'customer_created',
    updated: () => 'customer_changed',
    deleted: 'customer_deleted',
  },
  build: (given) => ({
    auto_collection: 'on',
    net_term_days: 0,
    allow_direct_debit: false,
    taxability: 'taxable',
    pii_cleared: 'active',
    channel: 'web',
    deleted: false,
    object: 'customer',
    card_status: 'no_card',
    promotional_credits: 0,
    refundable_credits: 0,
    excess_payments: 0,
    unbilled_charges: 0,
    preferred_currency_code: 'USD',
    mrr: 0,
    ...given,
  }),
  generate: (index) => {
    const { name, email, city, country, line1, postalCode, phone } = person(5, index);
    const [first, ...last] = said(name).split(' ');
    const isCompany = mix(5, index, 1) % 6 === 0;
    return {
      ...(isCompany
        ? { company: `${last.join(' ')} & Söhne` }
        : { first_name: first, last_name: last.join(' ') }),
      email: said(email),
      phone: said(phone),
      billing_address: {
        line1: said(line1),
        city: said(city),
        zip: said(postalCode),
        country: said(country),
        validation_status: 'not_validated',
        object: 'billing_address',
      },
      // Custom fields and metadata are the merchant's own.
      ...(index % 5 === 0 && { cf_region: 'north ☃' }),
      ...(index % 7 === 0 && { meta_data: { crm: { id: index, tags: ['a', 'ä'] } } }),
    };
  },
  beforeDelete: ({ id }, site, options) => {
    for (const entity of ['subscriptions', 'invoices', 'credit_notes', 'payment_sources'])
      for (const object of site.all(entity))
        if (object['customer_id'] === id) site.delete(entity, object.id, options);
  },
  edit: (revision, random) =>
    [
      { first_name: `Renamed ${revision}` },
      { company: `Company ${revision}` },
      { cf_region: `region ${revision}` },
      { promotional_credits: revision },
    ][Math.floor(random() * 4)]!,
} as const satisfies ChargebeeEntity;
