import { createRoute } from '@hono/zod-openapi';
import { decodeCursor, nextCursor, idPosition } from '../../cursor.ts';
import { listAuditLog } from '../../../services/audit-log/list-audit-log.ts';
import { callerOf } from '../../caller.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needs, refusals, workspacePath, type Api } from '../../route.ts';
import { auditEntryList, auditEntryJson } from '../../schemas/audit-entry.ts';
import { ofWorkspace, page } from '../../schemas/parameters.ts';

const list = createRoute({
  method: 'get',
  path: workspacePath('/audit-log'),
  tags: ['Audit log'],
  summary: 'List every change of configuration, newest first',
  description:
    'Who changed what, when, from which address, and in which request. Written in the transaction of the change itself, and never changed.',
  ...needs('owner'),
  request: { params: ofWorkspace, query: page },
  responses: { 200: json(auditEntryList, 'A page.'), ...refusals },
});

export function auditLogRoutes(api: Api, { db }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, idPosition);
    const rows = await listAuditLog({ db }, callerOf(c), { limit: limit + 1, after });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ entries: rows.slice(0, limit).map(auditEntryJson), next_cursor }, 200);
  });
}
