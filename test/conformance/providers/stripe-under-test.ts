import { randomUUID } from 'node:crypto';
import { trusted, type Fields } from '../../../simulator/core/json.ts';
import { ReadableResource } from '../../../simulator/stripe/entity/readable-resource.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import type { StripeEntityType } from '../../../src/providers/stripe/stripe-entities.ts';
import { stripeProvider } from '../../../src/providers/stripe/stripe-provider.ts';
import { typedValues } from '../../support/typed/typed-values.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

export const stripeUnderTest: ProviderUnderTest = {
  environment: { STRIPE_REQUESTS_PER_SECOND: '100000', STRIPE_ENDPOINT_REQUESTS_PER_SECOND: '100000' },
  customersPath: '^/v1/customers',
  textField: 'description',
  chosenIds: { entityType: 'products', fields: { name: 'Gold' } },
  open: ({ url }) => stripeProvider({ apiBase: url }),
  columns: (entityType, object) =>
    (typedValues[entityType as StripeEntityType] as (object: unknown) => Record<string, unknown>)(object),
  account(simulator, sizes) {
    const key = `sk_live_${randomUUID().replaceAll('-', '')}`;
    const account = simulator.createAccount({ keys: [key], limits: 'off', ...sizes });
    return {
      credentials: { api_key: key },
      owner: { accountId: account.id, livemode: true },
      faults: account.faults,
      limiter: account.limiter,
      deliveries: account.deliveries,
      mutable: account,
      living(entityType) {
        const resource = account.entities.get(entityType)?.resource;
        if (!(resource instanceof ReadableResource)) throw new Error(`The simulator has no ${entityType}.`);
        return new Map([...resource.whole()].map((object) => [object.id, object]));
      },
      create: (entityType, fields) => account.resource(entityType).create(asFields(fields)).id,
      change: (entityType, id, fields) => void account.resource(entityType).update(id, asFields(fields)),
      end: (entityType, id) => void account.resource(entityType).delete(id),
      events: () => [...account.events.all()].toReversed(),
      denied(entityType: EntityType) {
        const restricted = `rk_live_${randomUUID().replaceAll('-', '')}`;
        account.addKey({ key: restricted, denied: [entityType] });
        return { api_key: restricted };
      },
      revoke: () => account.revokeKey(key),
      // A cursor is the id of the last object, and vanishes with it.
      loseCursors: (lastListed) => void account.customers.delete(lastListed),
    };
  },
};

const asFields = (fields: object): Fields => trusted<Fields>({ ...fields });
