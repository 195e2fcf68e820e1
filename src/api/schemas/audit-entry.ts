import { z } from '@hono/zod-openapi';
import type { AuditEntry } from '../../db/workspaces/audit-log.ts';
import { instant, nextCursor } from './parameters.ts';

export const auditEntry = z
  .object({
    id: z.int(),
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
