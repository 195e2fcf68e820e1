import { createRoute, z } from '@hono/zod-openapi';
import type { AnyEntity, AnyEntityCursor } from '../../db/entities/entities.ts';
import { entityTypes } from '../../domain/entities/entities.ts';
import { paymentProviders } from '../../domain/payment-provider.ts';
import { entityId } from '../../domain/ids.ts';
import { listConflicts } from '../../services/conflicts/list-conflicts.ts';
import { resolveConflict, type NotResolved } from '../../services/conflicts/resolve-conflict.ts';
import { ApiError } from '../api-error.ts';
import { callerOf } from '../caller.ts';
import { datePosition, decodeCursor, encodeCursor } from '../cursor.ts';
import type { ApiDeps } from '../deps.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { conflictList, resolution, resolved, conflictJson } from '../schemas/conflict.ts';
import { ofId, ofWorkspace, page, provider } from '../schemas/parameters.ts';
import { problem } from '../schemas/problem.ts';

const tags = ['Conflicts'];

const list = createRoute({
  method: 'get',
  path: workspacePath('/conflicts'),
  tags,
  summary: 'List rows that were changed here and at the provider, and wait for a decision',
  description:
    'If the conflict policy of a connection is `manual`. Ordered by entity. A page ends early if its objects have 4 MiB.',
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
  description:
    '`version` is the one that was shown: if the row has changed since, the decision is refused with 409 and the new version, so that nobody decides on what they did not see.',
  ...needs('operator'),
  request: { params: ofId, body: jsonBody(resolution) },
  responses: {
    200: json(resolved, 'Decided.'),
    ...refusals,
    409: json(
      problem,
      '`version_mismatch`: the row has changed in the meantime (`details` has its version). `not_in_conflict`: there is ' +
        'nothing to decide.',
    ),
  },
});

/** The position after which the next page begins. */
const position = z
  .tuple([z.enum(entityTypes), datePosition.nullable(), z.string(), z.enum(paymentProviders)])
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
    const wanted = { limit, after: decodeCursor(c.req.path, cursor, position), entityType, provider: of };
    const { found, more } = await listConflicts({ db, providers }, callerOf(c), wanted);
    const last = found.at(-1);
    const next_cursor = more && last !== undefined ? encodeCursor(c.req.path, positionOf(last)) : null;
    return c.json({ conflicts: found.map(conflictJson), next_cursor }, 200);
  });

  api.openapi(resolve, async (c) => {
    const id = entityId(c.req.valid('param').id);
    const { entity_type: entityType, keep, version } = c.req.valid('json');
    const decision = { entityType, id, version, keep };
    const decided = await resolveConflict({ db, providers }, callerOf(c), decision);
    if (decided.outcome !== 'resolved') throw refusalOf(decided);
    const { row } = decided.entity;
    return c.json(
      {
        id,
        entity_type: entityType,
        external_id: row.externalId,
        kept: keep,
        columns: [...decided.columns],
        payment_sync_status: row.paymentSyncStatus,
        version: row.paymentSyncVersion,
      },
      200,
    );
  });
}

function refusalOf({ outcome, earlier, current: { row } }: NotResolved): ApiError {
  const { paymentSyncVersion: version, paymentSyncStatus: status } = row;
  if (earlier !== null) {
    const { actor, at, kept } = earlier;
    const decided_at = at.toISOString();
    const message = `${actor} has decided this row already, at ${decided_at}: the ${kept} version is kept.`;
    const details = { version, decided_by: actor, decided_at, kept };
    return new ApiError(409, 'not_in_conflict', message, { details });
  }
  if (outcome === 'version') {
    const message = `The row has changed: its version is ${version} now. List it again, then decide.`;
    return new ApiError(409, 'version_mismatch', message, { details: { version } });
  }
  return new ApiError(
    409,
    'not_in_conflict',
    status === 'conflict'
      ? 'The provider has no version of this row to keep.'
      : `The row is not in conflict: it is ${status}.`,
  );
}
