import { expect } from 'vitest';
import type { ChargebeeObject } from '../../../simulator/chargebee/resource/entity.ts';
import type { TestService } from '../service.ts';
import { siteEntities, siteEntityTypes, type ConnectedSite, type SiteEntity } from './connect-site.ts';

type Values = Readonly<Record<string, unknown>>;

const instant = (seconds: unknown): Date | null =>
  typeof seconds === 'number' ? new Date(seconds * 1000) : null;
const amount = (value: unknown): bigint | null => (typeof value === 'number' ? BigInt(value) : null);
const lower = (value: unknown): string | null => (typeof value === 'string' ? value.toLowerCase() : null);
const inUse = ({ status }: ChargebeeObject): boolean => status !== 'archived' && status !== 'deleted';

function nameOf({ first_name: first, last_name: last, company }: ChargebeeObject): unknown {
  const names = [first, last].filter((name) => typeof name === 'string');
  return names.length > 0 ? names.join(' ') : (company ?? null);
}

/** Yen have no smaller unit, all else is in hundredths here. */
function decimalOf({ price_in_decimal: decimal, price, currency_code: currency }: ChargebeeObject): unknown {
  if (typeof decimal === 'string') return String(Number(decimal) * (currency === 'JPY' ? 1 : 100));
  return typeof price === 'number' ? String(price) : null;
}

/** What an object's row should hold, without the product's mappings. */
const valuesOf: Readonly<Record<SiteEntity, (object: ChargebeeObject) => Values>> = {
  customers: (object) => ({
    email: object['email'] ?? null,
    name: nameOf(object),
    phone: object['phone'] ?? null,
    providerCreatedAt: instant(object['created_at']),
  }),
  products: (object) => ({
    name: object['name'],
    description: object['description'] ?? null,
    active: inUse(object),
    defaultPriceExternalId: null,
    providerCreatedAt: null,
  }),
  prices: (object) => ({
    productExternalId: object['item_id'] ?? null,
    active: inUse(object),
    currency: lower(object['currency_code']),
    type: object['item_type'] === 'charge' ? 'one_time' : 'recurring',
    nickname: object['name'],
    lookupKey: null,
    unitAmount: amount(object['price']),
    unitAmountDecimal: decimalOf(object),
    recurringInterval: object['period_unit'] ?? null,
    recurringIntervalCount: object['period'] ?? null,
    providerCreatedAt: instant(object['created_at']),
  }),
  subscriptions: (object) => ({
    customerExternalId: object['customer_id'] ?? null,
    status: object['status'],
    currency: lower(object['currency_code']),
    currentPeriodStart: instant(object['current_term_start']),
    currentPeriodEnd: instant(object['current_term_end']),
    cancelAtPeriodEnd: object['status'] === 'non_renewing',
    canceledAt: instant(object['cancel_schedule_created_at'] ?? object['cancelled_at']),
    endedAt: object['status'] === 'cancelled' ? instant(object['cancelled_at']) : null,
    trialEnd: instant(object['trial_end']),
    providerCreatedAt: instant(object['created_at']),
  }),
};

/** The live rows, by the provider's ids. */
export async function rowsOf(
  { db }: Pick<TestService, 'db'>,
  { workspaceId }: ConnectedSite,
  entityType: SiteEntity,
) {
  const rows = new Map<
    string,
    Values & { readonly providerData: unknown; readonly providerVersion: unknown }
  >();
  await db.inWorkspace(workspaceId, async (ws) => {
    let page = await ws[entityType].list({ limit: 1000 });
    while (page.length > 0) {
      for (const row of page) rows.set(row.externalId, row);
      page = await ws[entityType].list({ limit: 1000, after: page.at(-1)! });
    }
  });
  return rows;
}

/** The copy equals the site: the same ids, each object as it is now, and its fields in the typed columns. */
export async function expectCopyEqualsSite(
  service: Pick<TestService, 'db'>,
  connected: ConnectedSite,
  entityTypes: readonly SiteEntity[] = siteEntityTypes,
): Promise<void> {
  for (const entityType of entityTypes) {
    const resource = connected.site.resource(siteEntities[entityType]);
    const objects = new Map([...resource.all()].map((object) => [object.id, object]));
    const rows = await rowsOf(service, connected, entityType);
    const missing = [...objects.keys()].filter((id) => !rows.has(id));
    const extra = [...rows.keys()].filter((id) => !objects.has(id));
    expect({ entityType, missing, extra }).toEqual({ entityType, missing: [], extra: [] });
    for (const [id, object] of objects) {
      expect(rows.get(id)!.providerData, `${entityType} ${id}`).toEqual(JSON.parse(JSON.stringify(object)));
      expect(rows.get(id), `the typed columns of ${entityType} ${id}`).toMatchObject(
        valuesOf[entityType](object),
      );
    }
  }
}
