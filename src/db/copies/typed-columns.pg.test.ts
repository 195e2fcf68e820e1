import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { EntityMapping, Reading } from '../../domain/entities/mapping.ts';
import { typedColumns } from './typed-columns.ts';

let client: Client;
beforeAll(async () => {
  client = new Client({ connectionString: inject('postgres').adminUrl });
  await client.connect();
});
afterAll(() => client.end());

const unmapped = { id: 'id', created: null, livemode: null };

/** The value that Postgres reads into one column of an entity. */
async function read(
  entityType: EntityMapping['entityType'],
  name: string,
  reading: Reading,
  object: object,
): Promise<unknown> {
  const columns = typedColumns({ ...unmapped, entityType, columns: { [name]: reading } });
  const { from } = columns.find((each) => each.name === name)!;
  const { rows } = await client.query<{ value: unknown }>(
    `select ${from} as value from (select $1::jsonb as o) objects`,
    [JSON.stringify(object)],
  );
  return rows[0]!.value;
}
const text = (reading: Reading, object: object) => read('customers', 'name', reading, object);

describe('a field', () => {
  it('is found on the way down, and in a position of an array', async () => {
    expect(await text('a.b.1.c', { a: { b: [{ c: 'x' }, { c: 'y' }] } })).toBe('y');
    expect(await text('name', { name: "O'Hara" })).toBe("O'Hara");
  });

  it('that is missing, or null, reads as null', async () => {
    expect(await text('a.b', { a: 'text' })).toBeNull();
    expect(await text('name', { name: null })).toBeNull();
  });

  it('reads as its column’s kind', async () => {
    expect(await read('subscriptions', 'endedAt', 'ended', { ended: 1_700_000_000 })).toEqual(
      new Date(1_700_000_000_000),
    );
    expect(await read('prices', 'active', 'on', { on: true })).toBe(true);
    expect(await read('prices', 'unitAmount', 'amount', { amount: Number.MAX_SAFE_INTEGER })).toBe(
      String(Number.MAX_SAFE_INTEGER),
    );
    expect(await read('prices', 'recurringIntervalCount', 'count', { count: 3 })).toBe(3);
  });
});

it.each(['cus_1', { id: 'cus_1', object: 'customer', email: null }, { id: 'cus_1', deleted: true }])(
  'a reference is the id of what it names, shown as %j',
  async (customer) => {
    const reference = (reading: Reading, object: object) =>
      read('subscriptions', 'customerExternalId', reading, object);
    expect(await reference('customer', { customer })).toBe('cus_1');
    expect(await reference('by.customer', { by: { customer } })).toBe('cus_1');
    expect(await reference({ firstOf: ['payer', 'customer'] }, { payer: null, customer })).toBe('cus_1');
    expect(await reference('customer', { customer: null })).toBeNull();
  },
);

describe('a value made of fields', () => {
  it('joins the texts that there are, or takes the first that is not null', async () => {
    const name: Reading = { firstOf: [{ join: ['first_name', 'last_name'] }, 'company'] };
    expect(await text(name, { first_name: 'Ada', last_name: 'Lovelace', company: 'Engines' })).toBe(
      'Ada Lovelace',
    );
    expect(await text(name, { last_name: 'Lovelace' })).toBe('Lovelace');
    expect(await text(name, { company: 'Engines' })).toBe('Engines');
    expect(await text(name, {})).toBeNull();
  });

  it('looks a value up in a table, also for a flag', async () => {
    const type: Reading = {
      lookUp: 'item_type',
      in: { plan: 'recurring', charge: 'one_time' },
      otherwise: null,
    };
    expect(await text(type, { item_type: 'charge' })).toBe('one_time');
    expect(await text(type, { item_type: 'other' })).toBeNull();
    const active: Reading = {
      lookUp: 'status',
      in: { archived: 'false', deleted: 'false' },
      otherwise: 'true',
    };
    expect(await read('prices', 'active', active, { status: 'archived' })).toBe(false);
    expect(await read('prices', 'active', active, {})).toBe(true);
  });

  it('takes a field only if another has a value', async () => {
    const ended: Reading = { when: 'status', is: 'cancelled', take: 'cancelled_at' };
    const at = { cancelled_at: 1_700_000_000 };
    expect(await read('subscriptions', 'endedAt', ended, { status: 'active', ...at })).toBeNull();
    expect(await read('subscriptions', 'endedAt', ended, { status: 'cancelled', ...at })).toEqual(
      new Date(1_700_000_000_000),
    );
  });

  it('writes a currency in lower case, and major units in the smallest ones', async () => {
    expect(await text({ lowerCase: 'code' }, { code: 'USD' })).toBe('usd');
    const minor: Reading = { minorUnits: 'price', currency: 'code', digits: { JPY: 0, KWD: 3 } };
    const decimal = (price: string, code: string) =>
      read('prices', 'unitAmountDecimal', minor, { price, code });
    expect(await decimal('12.3456', 'USD')).toBe('1234.56');
    expect(await decimal('12', 'JPY')).toBe('12');
    expect(await decimal('1.5', 'KWD')).toBe('1500');
  });
});

it('a column that the provider has no value for reads as null', async () => {
  const columns = typedColumns({ ...unmapped, entityType: 'prices', columns: {} });
  const selected = columns.map(({ column, from }) => `${from} as ${column}`).join(', ');
  const { rows } = await client.query<Record<string, unknown>>(
    `select ${selected} from (select '{}'::jsonb as o) x`,
  );
  expect(Object.values(rows[0]!)).toEqual(columns.map(() => null));
});
