import { createRoute, z } from '@hono/zod-openapi';
import type { EntityCursor } from '../../db/entities/entity-page.ts';
import type { WorkspaceScope } from '../../db/workspace.ts';
import { paymentProviders, syncStatuses, type EntityType } from '../../domain/entity.ts';
import { notFound } from '../api-problem.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../route.ts';
import * as shapes from '../schemas/entities.ts';
import {
  flag,
  nextCursor as nextCursorSchema,
  ofExternalId,
  ofWorkspace,
  page,
  provider,
} from '../schemas/parameters.ts';

/** How an entity's rows are asked for and shown. */
interface EntityResource<Row extends EntityCursor, Shape extends z.ZodType> {
  readonly path: EntityType;
  /** One of them, as people say it. */
  readonly singular: string;
  readonly shape: Shape;
  readonly show: (row: Row) => z.infer<Shape>;
  readonly queries: (ws: WorkspaceScope) => {
    list(options: {
      readonly limit: number;
      readonly after: EntityCursor | undefined;
      readonly provider: EntityCursor['paymentProvider'] | undefined;
      readonly status: (typeof syncStatuses)[number] | undefined;
      readonly includeDeleted: boolean;
    }): Promise<Row[]>;
    getByExternalId(
      provider: EntityCursor['paymentProvider'],
      externalId: string,
      visibility: { readonly includeDeleted: boolean },
    ): Promise<Row | undefined>;
  };
}

const listQuery = page.extend({
  provider: provider.optional(),
  status: z
    .enum(syncStatuses)
    .optional()
    .openapi({ description: 'How the copy stands: payment_sync_status.' }),
  include_deleted: flag.openapi({ description: 'Tombstones as well.' }),
});
const oneQuery = z.object({ provider: provider.default('stripe'), include_deleted: flag });

/** Where a list goes on: the three fields that its order is made of. */
const position = z
  .tuple([z.iso.datetime().nullable(), z.string(), z.enum(paymentProviders)])
  .transform(([created, externalId, paymentProvider]): EntityCursor => ({
    providerCreatedAt: created === null ? null : new Date(created),
    externalId,
    paymentProvider,
  }));
const positionOf = (row: EntityCursor) => [row.providerCreatedAt, row.externalId, row.paymentProvider];

function entityResource<Row extends EntityCursor, Shape extends z.ZodType>(
  api: Api,
  { db }: ApiDeps,
  { path, singular, shape, show, queries }: EntityResource<Row, Shape>,
): void {
  const tags = ['Entities'];
  const list = createRoute({
    method: 'get',
    path: workspacePath(`/${path}`),
    tags,
    summary: `List ${path}, newest at the provider first`,
    ...needs('viewer'),
    request: { params: ofWorkspace, query: listQuery },
    responses: {
      200: json(z.object({ data: z.array(shape), next_cursor: nextCursorSchema }), 'A page.'),
      ...refusals,
    },
  });
  const get = createRoute({
    method: 'get',
    path: workspacePath(`/${path}/{external_id}`),
    tags,
    summary: `Get a ${singular} by the provider's id`,
    ...needs('viewer'),
    request: { params: ofExternalId, query: oneQuery },
    responses: { 200: json(shape, `The ${singular}.`), ...refusals },
  });

  api.openapi(list, async (c) => {
    const { limit, cursor, provider: of, status, include_deleted } = c.req.valid('query');
    const after = decodeCursor(cursor, position);
    const wanted = { limit: limit + 1, after, provider: of, status, includeDeleted: include_deleted };
    const rows = await db.inWorkspace(c.get('workspaceId'), (ws) => queries(ws).list(wanted));
    return c.json(
      { data: rows.slice(0, limit).map(show), next_cursor: nextCursor(rows, limit, positionOf) },
      200,
    );
  });

  api.openapi(get, async (c) => {
    const { external_id } = c.req.valid('param');
    const { provider: of, include_deleted } = c.req.valid('query');
    const row = await db.inWorkspace(c.get('workspaceId'), (ws) =>
      queries(ws).getByExternalId(of, external_id, { includeDeleted: include_deleted }),
    );
    if (row === undefined) throw notFound(singular);
    return c.json(show(row), 200);
  });
}

export function entityRoutes(api: Api, deps: ApiDeps): void {
  entityResource(api, deps, {
    path: 'customers',
    singular: 'customer',
    shape: shapes.customer,
    show: shapes.showCustomer,
    queries: (ws) => ws.customers,
  });
  entityResource(api, deps, {
    path: 'products',
    singular: 'product',
    shape: shapes.product,
    show: shapes.showProduct,
    queries: (ws) => ws.products,
  });
  entityResource(api, deps, {
    path: 'prices',
    singular: 'price',
    shape: shapes.price,
    show: shapes.showPrice,
    queries: (ws) => ws.prices,
  });
  entityResource(api, deps, {
    path: 'subscriptions',
    singular: 'subscription',
    shape: shapes.subscription,
    show: shapes.showSubscription,
    queries: (ws) => ws.subscriptions,
  });
}
