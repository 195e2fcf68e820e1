import { z } from '@hono/zod-openapi';
import type { AuditEntry, AuditFilter } from '../../db/workspaces/audit-log.ts';
import { platformScope, workspaceId } from '../../domain/ids.ts';
import { instant, nextCursor } from './parameters.ts';

export const auditEntry = z
  .object({
    id: z.uuid(),
    actor: z.string().openapi({
      description: '`platform`, `platform:<name>`, `api_key:<id>`, or `oidc:<sub>` for the user of a token.',
    }),
    action: z.string().openapi({ example: 'payment_provider.configured' }),
    target: z.string(),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
    remote_address: z.string().nullable(),
    created_at: instant,
  })
  .openapi('AuditEntry');

const anyAuditEntry = auditEntry
  .extend({
    workspace_id: z.uuid().nullable().openapi({ description: 'Null: of the platform itself.' }),
  })
  .openapi('AnyAuditEntry');

export const anyAuditEntryList = z
  .object({ entries: z.array(anyAuditEntry), next_cursor: nextCursor })
  .openapi('AnyAuditEntryList');

export const auditFilter = z.object({
  workspace_id: z.uuid().optional(),
  actor: z.string().max(300).optional(),
  action: z.string().max(100).optional(),
  since: instant.optional(),
  until: instant.optional(),
});

export const auditEntryList = z
  .object({ entries: z.array(auditEntry), next_cursor: nextCursor })
  .openapi('AuditEntryList');

export const auditEntryJson = (row: AuditEntry): z.infer<typeof auditEntry> => ({
  id: row.id,
  actor: row.actor,
  action: row.action,
  target: row.target,
  details: row.details,
  request_id: row.requestId,
  remote_address: row.remoteAddress,
  created_at: row.createdAt.toISOString(),
});

export const anyAuditEntryJson = (row: AuditEntry): z.infer<typeof anyAuditEntry> => ({
  workspace_id: row.workspaceId === platformScope ? null : row.workspaceId,
  ...auditEntryJson(row),
});

export const auditFilterOf = (query: z.output<typeof auditFilter>): AuditFilter => ({
  workspaceId: query.workspace_id === undefined ? undefined : workspaceId(query.workspace_id),
  actor: query.actor,
  action: query.action,
  since: query.since === undefined ? undefined : new Date(query.since),
  until: query.until === undefined ? undefined : new Date(query.until),
});
