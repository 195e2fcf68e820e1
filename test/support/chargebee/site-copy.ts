import { expect } from 'vitest';
import type { TestService } from '../service.ts';
import { siteEntities, siteEntityTypes, type ConnectedSite, type SiteEntity } from './connect-site.ts';
import { siteValues } from './site-values.ts';

type Values = Readonly<Record<string, unknown>>;

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
        siteValues[entityType](object),
      );
    }
  }
}
