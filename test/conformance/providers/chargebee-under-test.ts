import { randomUUID } from 'node:crypto';
import type { EntityName } from '../../../simulator/chargebee/entities.ts';
import type { EntityType } from '../../../src/domain/entities/entities.ts';
import { chargebeeEntityOf } from '../../../src/providers/chargebee/chargebee-entities.ts';
import { chargebeeProvider } from '../../../src/providers/chargebee/chargebee-provider.ts';
import type { ChargebeeObject } from '../../../simulator/chargebee/resource/entity.ts';
import type { SiteEntity } from '../../support/chargebee/connect-site.ts';
import { siteValues } from '../../support/chargebee/site-values.ts';
import type { ProviderUnderTest } from '../provider-under-test.ts';

const nameOf = (entityType: EntityType): EntityName =>
  chargebeeEntityOf(entityType).path.replace(/^\//, '') as EntityName;

export const chargebeeUnderTest: ProviderUnderTest = {
  environment: { CHARGEBEE_REQUESTS_PER_MINUTE: '100000' },
  customersPath: '^/api/v2/customers',
  textField: 'company',
  chosenIds: { entityType: 'products', fields: { name: 'Gold' } },
  open: ({ url }) => chargebeeProvider({ apiBase: url, perMinute: 100_000 }),
  columns: (entityType, object) => siteValues[entityType as SiteEntity](object as ChargebeeObject),
  account(simulator, sizes) {
    const key = `live_${randomUUID().replaceAll('-', '')}`;
    const name = `s${randomUUID().slice(0, 8)}`;
    const named = Object.entries(sizes).map(([type, count]) => [nameOf(type as EntityType), count]);
    const site = simulator.createSite({
      name,
      keys: [key],
      limits: 'off',
      unversioned: 3,
      ...Object.fromEntries(named),
    });
    const at = (entityType: EntityType) => site.resource(nameOf(entityType));
    return {
      credentials: { site: name, api_key: key },
      owner: { accountId: name, livemode: true },
      faults: site.faults,
      limiter: site.limiter,
      deliveries: site.deliveries,
      mutable: site,
      living: (entityType) => new Map([...at(entityType).all()].map((object) => [object.id, object])),
      create: (entityType, fields) => at(entityType).create(fields).id,
      change: (entityType, id, fields) => void at(entityType).update(id, fields),
      end: (entityType, id) => void at(entityType).delete(id),
      events: () => [...site.events.all()],
      denied(entityType) {
        const narrow = `narrow_${randomUUID().replaceAll('-', '')}`;
        site.addKey({ key: narrow, kind: 'read_only', denied: [nameOf(entityType)] });
        return { site: name, api_key: narrow };
      },
      revoke: () => site.revokeKey(key),
      loseCursors: () => site.offsets.forget(),
    };
  },
};
