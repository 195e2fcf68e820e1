import { z } from '@hono/zod-openapi';
import type { EntityRowWithoutObject } from '../../db/entities/entity-page.ts';
import type { EntityRow } from '../../db/entities/entity-rows.ts';
import type { Column, ColumnKind } from '../../domain/entities/column.ts';
import { entities, type EntityType } from '../../domain/entities/entities.ts';
import { typeName, wireName } from '../../domain/entities/entity.ts';
import { rowSources, syncStatuses } from '../../domain/row-state.ts';
import { instant, provider } from './parameters.ts';

const moment = instant.nullable();
const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** What every copied object has. */
const copied = z.object({
  id: z.uuid(),
  payment_provider: provider,
  external_id: z.string().openapi({ description: "The provider's id." }),
  livemode: z.boolean().nullable(),
  provider_created_at: moment,
  payment_sync_status: z.enum(syncStatuses),
  payment_synced_at: moment,
  payment_sync_version: z.int(),
  source: z.enum(rowSources),
  source_session_id: z.uuid().nullable(),
  created_at: instant,
  updated_at: instant,
  deleted_at: moment,
  provider_data: z.record(z.string(), z.unknown()).nullable().optional().openapi({
    description: "The provider's object, verbatim. In lists only if `include_provider_data` is true.",
  }),
});

/** A kind's values in JSON. */
const shapes: Readonly<Record<ColumnKind, () => z.ZodType>> = {
  text: () => z.string().nullable(),
  flag: () => z.boolean().nullable(),
  instant: () => moment,
  amount: () => z.int().nullable(),
  decimal: () => z.string().nullable(),
  count: () => z.int().nullable(),
};

const columnShape = ({ kind, description }: Column) =>
  description === undefined ? shapes[kind]() : shapes[kind]().openapi({ description });

const ownShape = (type: EntityType): Record<string, z.ZodType> =>
  Object.fromEntries(
    Object.entries<Column>(entities[type].columns).map(([name, column]) => [
      wireName(name),
      columnShape(column),
    ]),
  );

/** An entity's rows as the API shows them: what every copied object has, and the entity's own columns. */
export const entityShape = (type: EntityType) =>
  copied.extend(ownShape(type)).openapi(typeName(entities[type].singular));

function columnJson(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  // JSON's numbers are doubles: an amount that would be rounded is text.
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : null;
  return value;
}

function ownJson(type: EntityType, row: EntityRowWithoutObject): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(
    Object.keys(entities[type].columns).map((name) => [wireName(name), columnJson(values.get(name))]),
  );
}

/** A row as `entityShape` says, without the provider's object. */
export const entityJson = (type: EntityType, row: EntityRowWithoutObject) => ({
  id: row.id,
  payment_provider: row.paymentProvider,
  external_id: row.externalId,
  livemode: row.livemode,
  provider_created_at: iso(row.providerCreatedAt),
  payment_sync_status: row.paymentSyncStatus,
  payment_synced_at: iso(row.paymentSyncedAt),
  payment_sync_version: row.paymentSyncVersion,
  source: row.source,
  source_session_id: row.sourceSessionId,
  created_at: row.createdAt.toISOString(),
  updated_at: row.updatedAt.toISOString(),
  deleted_at: iso(row.deletedAt),
  ...ownJson(type, row),
});

export const entityWithObjectJson = (type: EntityType, row: EntityRow) => ({
  ...entityJson(type, row),
  provider_data: row.providerData,
});
