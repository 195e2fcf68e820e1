import { Client } from 'pg';
import { standardEntityTypes, type EntityType } from '../../src/domain/entities/entities.ts';
import type { Postgres } from '../stack/postgres.ts';

export type Counts = Readonly<Record<EntityType, number>>;

/** Counts rows without the product: as superuser, to whom row-level security does not apply. */
export interface RowCounter {
  /** Live rows by workspace; one without any is absent. */
  count(): Promise<ReadonlyMap<string, Counts>>;
  close(): Promise<void>;
}

export const noRows: Counts = Object.fromEntries(standardEntityTypes.map((entity) => [entity, 0])) as Counts;

export const sum = (counts: Counts): number =>
  standardEntityTypes.reduce((total, entity) => total + counts[entity], 0);

export async function openRowCounter({ adminUrl, databaseUrl }: Postgres): Promise<RowCounter> {
  const url = new URL(adminUrl);
  url.pathname = new URL(databaseUrl).pathname;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const query = standardEntityTypes
    .map(
      (entity) => `select workspace_id, '${entity}' as entity, count(*)::int as rows from ${entity}
                      where deleted_at is null group by workspace_id`,
    )
    .join(' union all ');
  return {
    async count() {
      const { rows } = await client.query<{ workspace_id: string; entity: EntityType; rows: number }>(query);
      const counts = new Map<string, Counts>();
      for (const { workspace_id, entity, rows: number } of rows)
        counts.set(workspace_id, { ...(counts.get(workspace_id) ?? noRows), [entity]: number });
      return counts;
    },
    close: () => client.end(),
  };
}
