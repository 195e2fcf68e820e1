import { createRoute, z } from '@hono/zod-openapi';
import type { AuditFilter } from '../../../db/workspaces/audit-log.ts';
import { listWholeAuditLog } from '../../../services/audit-log/list-audit-log.ts';
import { decodeCursor, nextCursor, idPosition } from '../../cursor.ts';
import type { ApiDeps } from '../../deps.ts';
import { json, needsPlatform, refusals, type Api } from '../../route.ts';
import {
  anyAuditEntryJson,
  anyAuditEntryList,
  auditFilter,
  auditFilterOf,
} from '../../schemas/audit-entry.ts';
import { page } from '../../schemas/parameters.ts';

const tags = ['Audit log'];

const list = createRoute({
  method: 'get',
  path: '/api/v1/audit-log',
  tags,
  summary: 'List every change of configuration in all workspaces, newest first',
  description: 'Those of deleted workspaces and of the platform itself too.',
  ...needsPlatform,
  request: { query: auditFilter.extend(page.shape) },
  responses: { 200: json(anyAuditEntryList, 'A page.'), ...refusals },
});

const exported = createRoute({
  method: 'get',
  path: '/api/v1/audit-log/export',
  tags,
  summary: 'All of it as JSON lines',
  description:
    'One entry a line, newest first, as long as the client reads. A last line `{"error": …}` says that something is missing.',
  ...needsPlatform,
  request: { query: auditFilter },
  responses: {
    200: {
      description: 'The entries that the filter finds.',
      content: { 'application/x-ndjson': { schema: z.string() } },
    },
    ...refusals,
  },
});

const exportedAtOnce = 500;

export function wholeAuditLogRoutes(api: Api, { db, log }: ApiDeps): void {
  api.openapi(list, async (c) => {
    const { limit, cursor, ...filter } = c.req.valid('query');
    const after = decodeCursor(c.req.path, cursor, idPosition);
    const rows = await listWholeAuditLog({ db }, auditFilterOf(filter), { limit: limit + 1, after });
    const next_cursor = nextCursor(c.req.path, rows, limit, ({ id }) => id);
    return c.json({ entries: rows.slice(0, limit).map(anyAuditEntryJson), next_cursor }, 200);
  });

  async function* lines(filter: AuditFilter): AsyncGenerator<string> {
    try {
      for (let after: string | undefined; ;) {
        const rows = await listWholeAuditLog({ db }, filter, { limit: exportedAtOnce, after });
        yield rows.map((row) => `${JSON.stringify(anyAuditEntryJson(row))}\n`).join('');
        after = rows.at(-1)?.id;
        if (rows.length < exportedAtOnce) return;
      }
    } catch (err) {
      log.error({ err }, 'the export of the audit log broke off');
      yield `${JSON.stringify({ error: 'The export broke off: repeat it.' })}\n`;
    }
  }

  api.openapi(exported, async (c) => {
    const text = ReadableStream.from(lines(auditFilterOf(c.req.valid('query'))));
    const body = text.pipeThrough(new TextEncoderStream());
    // The library's types take each name with json in it for a JSON document.
    return c.body(body, 200, { 'Content-Type': 'application/x-ndjson' }) as never;
  });
}
