import { createRoute, z } from '@hono/zod-openapi';
import type { AnyEntity, AnyEntityCursor } from '../../db/entities/entities.ts';
import { entityTypes, paymentProviders } from '../../domain/entity.ts';
import { entityId } from '../../domain/ids.ts';
import { ApiProblem, notFound } from '../api-problem.ts';
import { auditEntry } from '../caller.ts';
import { decodeCursor, nextCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { conflictList, resolution, resolved, showConflict } from '../schemas/conflict.ts';
import { ofId, ofWorkspace, page, provider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';

const tags = ['Conflicts'];

const list = createRoute({
  method: 'get',
  path: workspacePath('/conflicts'),
  tags,
  summary: 'List rows that were changed here and at the provider, and wait for a decision',
  description: 'Where the conflict policy of a connection is `manual`. Entity after entity.',
  ...needs('viewer'),
  request: {
    params: ofWorkspace,
    query: page.extend({ entity_type: z.enum(entityTypes).optional(), provider: provider.optional() }),
  },
  responses: { 200: json(conflictList, 'A page.'), ...refusals },
});

const resolve = createRoute({
  method: 'post',
  path: workspacePath('/conflicts/{id}/resolve'),
  tags,
  summary: 'Decide which version of a row is kept',
  ...needs('operator'),
  request: { params: ofId, body: jsonBody(resolution) },
  responses: {
    200: json(resolved, 'Decided.'),
    ...refusals,
    409: json(
      problem,
      '`version_mismatch`: the row has changed since (`details` has its version). `not_in_conflict`: there is nothing ' +
        'to decide.',
    ),
  },
});

/** Where the list goes on. */
const position = z
  .tuple([z.enum(entityTypes), z.iso.datetime().nullable(), z.string(), z.enum(paymentProviders)])
  .transform(([entityType, created, externalId, paymentProvider]): AnyEntityCursor => ({
    entityType,
    row: { providerCreatedAt: created === null ? null : new Date(created), externalId, paymentProvider },
  }));
const positionOf = ({ entityType, row }: AnyEntity) => [
  entityType,
  row.providerCreatedAt,
  row.externalId,
  row.paymentProvider,
];

export function conflictRoutes(api: Api, { db, providers }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, entity_type: entityType, provider: of } = c.req.valid('query');
    const wanted = { limit: limit + 1, after: decodeCursor(cursor, position), entityType, provider: of };
    const found = await db.inWorkspace(c.get('workspaceId'), (ws) =>
      ws.conflicts.list(wanted, (by, type) => providers[by].entities[type]),
    );
    const conflicts = found.slice(0, limit).map(showConflict);
    return c.json({ conflicts, next_cursor: nextCursor(found, limit, positionOf) }, 200);
  });

  api.openapi(resolve, async (c) => {
    const id = entityId(c.req.valid('param').id);
    const { entity_type: entityType, keep, version } = c.req.valid('json');
    const outcome = await db.inWorkspace(c.get('workspaceId'), async (ws) => {
      const row = await ws[entityType].get(id, { includeDeleted: true });
      if (row === undefined) return { outcome: 'missing' } as const;
      const mapping = providers[row.paymentProvider].entities[entityType];
      const decided = await ws.conflicts.resolve(mapping, { id, version, keep });
      if (decided.outcome !== 'resolved') return decided;
      const details = { kept: keep, columns: decided.columns, version };
      await ws.auditLog.append(
        auditEntry(c, 'conflict.resolved', `${entityType}:${row.externalId}`, details),
      );
      return decided;
    });
    if (outcome.outcome === 'missing') throw notFound('conflict');
    if (outcome.outcome !== 'resolved') throw refusalOf(outcome.outcome, outcome.current);
    const { row } = outcome.entity;
    return c.json(
      {
        id,
        entity_type: entityType,
        external_id: row.externalId,
        kept: keep,
        columns: [...outcome.columns],
        payment_sync_status: row.paymentSyncStatus,
        version: row.paymentSyncVersion,
      },
      200,
    );
  });
}

function refusalOf(outcome: 'version' | 'settled', { row }: AnyEntity): ApiProblem {
  const { paymentSyncVersion: version, paymentSyncStatus: status } = row;
  if (outcome === 'version') {
    const message = `It has changed since: its version is ${version} by now. List it again and decide anew.`;
    return new ApiProblem(409, 'version_mismatch', message, { details: { version } });
  }
  return new ApiProblem(
    409,
    'not_in_conflict',
    status === 'conflict'
      ? 'The provider has no version of it to keep.'
      : `It is in no conflict: it is ${status}.`,
  );
}
