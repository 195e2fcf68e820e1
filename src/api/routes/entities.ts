import { createRoute, z } from '@hono/zod-openapi';
import type {
  EntityCursor,
  EntityListOptions,
  EntityRowWithoutObject,
} from '../../db/entities/entity-page.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import type { EntityRow } from '../../db/entities/entity-rows.ts';
import { entities, entityTypes, type EntityType } from '../../domain/entities/entities.ts';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import { syncStatuses } from '../../domain/row-state.ts';
import { notFound } from '../../services/not-found.ts';
import { ApiError } from '../api-error.ts';
import { datePosition, decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../route.ts';
import { entityJson, entityShape, entityWithObjectJson } from '../schemas/entities.ts';
import { problem } from '../schemas/problem.ts';
import {
  flag,
  nextCursor as nextCursorSchema,
  ofExternalId,
  ofWorkspace,
  page,
  provider,
} from '../schemas/parameters.ts';

const listQuery = page.extend({
  provider: provider.optional(),
  status: z.enum(syncStatuses).optional().openapi({ description: 'The `payment_sync_status` of the rows.' }),
  include_deleted: flag.openapi({ description: 'Also rows of deleted objects.' }),
  include_provider_data: flag.openapi({ description: 'Also the provider’s objects, which are large.' }),
});
const oneQuery = z.object({
  provider: provider.optional().openapi({ description: 'Needed only if several providers know the id.' }),
  include_deleted: flag,
});

/** A page ends with the object that exceeds it: common pages have a tenth. */
const maxPageBytes = 4 * 1024 * 1024;

/** The position after which a list continues: the three fields of its order. */
const position = z
  .tuple([datePosition.nullable(), z.string(), z.enum(paymentProviders)])
  .transform(([created, externalId, paymentProvider]): EntityCursor => ({
    providerCreatedAt: created === null ? null : new Date(created),
    externalId,
    paymentProvider,
  }));
const positionOf = (row: EntityCursor) => [row.providerCreatedAt, row.externalId, row.paymentProvider];

/** The rows of a page that fit into an answer. */
async function fittingPage(
  ws: WorkspaceScope,
  type: EntityType,
  wanted: EntityListOptions,
  objects: boolean,
) {
  const { rows: limit, more } = await ws[type].fitting(wanted, maxPageBytes, { objects });
  const fitting = { ...wanted, limit };
  if (limit === 0) return { last: undefined, more, data: [] };
  if (objects) {
    const rows: EntityRow[] = await ws[type].list(fitting);
    return { last: rows.at(-1), more, data: rows.map((row) => entityWithObjectJson(type, row)) };
  }
  const rows: EntityRowWithoutObject[] = await ws[type].listWithoutObjects(fitting);
  return { last: rows.at(-1), more, data: rows.map((row) => entityJson(type, row)) };
}

/** The live row, or tombstone, with this id of a provider; of every provider if none is named. */
async function findAll(
  ws: WorkspaceScope,
  type: EntityType,
  externalId: string,
  of: PaymentProvider | undefined,
  includeDeleted: boolean,
): Promise<EntityRow[]> {
  const found: EntityRow[] = [];
  for (const each of of === undefined ? paymentProviders : [of]) {
    const row = await ws[type].getByExternalId(each, externalId, { includeDeleted });
    if (row !== undefined) found.push(row);
  }
  return found;
}

function entityResource(api: Api, { db }: ApiDeps, type: EntityType): void {
  const { singular } = entities[type];
  const shape = entityShape(type);
  const tags = ['Entities'];
  const plural = type.replaceAll('_', ' ');
  const list = createRoute({
    method: 'get',
    path: workspacePath(`/${type}`),
    tags,
    summary: `List ${plural}, newest at the provider first`,
    description:
      `The copied ${plural}: typed columns, and if you ask for them the provider's objects verbatim in \`provider_data\`. A page ` +
      'ends early if it has 4 MiB. Rows of deleted objects are left out unless you ask for them.',
    ...needs('viewer'),
    request: { params: ofWorkspace, query: listQuery },
    responses: {
      200: json(z.object({ data: z.array(shape), next_cursor: nextCursorSchema }), 'A page.'),
      ...refusals,
    },
  });
  const get = createRoute({
    method: 'get',
    path: workspacePath(`/${type}/{external_id}`),
    tags,
    summary: `Get ${/^[aeiou]/.test(singular) ? 'an' : 'a'} ${singular} by the provider's id`,
    description:
      'From the copy, without asking the provider. To be sure that a change which you have just made is in it, call ' +
      '`GET …/sync/{provider}/wait` first.',
    ...needs('viewer'),
    request: { params: ofExternalId, query: oneQuery },
    responses: {
      200: json(shape, `The ${singular}.`),
      ...refusals,
      409: json(problem, '`provider_ambiguous`: several providers know this id. Name one.'),
    },
  });

  api.openapi(list, async (c) => {
    const {
      limit,
      cursor,
      provider: of,
      status,
      include_deleted,
      include_provider_data,
    } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, position);
    const wanted = { limit, after, provider: of, status, includeDeleted: include_deleted };
    const { last, more, data } = await db.inWorkspace(c.get('workspace').id, (ws) =>
      fittingPage(ws, type, wanted, include_provider_data),
    );
    const next_cursor = more && last !== undefined ? encodeCursor(c.req.path, positionOf(last)) : null;
    return c.json({ data, next_cursor }, 200);
  });

  api.openapi(get, async (c) => {
    const { external_id } = c.req.valid('param');
    const { provider: of, include_deleted } = c.req.valid('query');
    const [row, another] = await db.inWorkspace(c.get('workspace').id, (ws) =>
      findAll(ws, type, external_id, of, include_deleted),
    );
    if (row === undefined) throw notFound(singular);
    if (another !== undefined)
      throw new ApiError(
        409,
        'provider_ambiguous',
        'Several providers know this id: name one as `provider`.',
      );
    return c.json(entityWithObjectJson(type, row), 200);
  });
}

export function entityRoutes(api: Api, deps: ApiDeps): void {
  for (const type of entityTypes) entityResource(api, deps, type);
}
