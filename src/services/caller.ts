import type { NewAuditEntry } from '../db/workspaces/audit-log.ts';
import type { WorkspaceId } from '../domain/ids.ts';

/** The caller of a use-case above all workspaces: the platform. */
export interface PlatformCaller {
  /** As the audit log names it: `platform`, `platform:<name>`, `api_key:<id>` or `oidc:<sub>`, never any part of a key or token. */
  readonly actor: string;
  /** The HTTP request's id. Null if the use-case is called in another way. */
  readonly requestId: string | null;
  readonly remoteAddress: string | null;
}

/** The caller of a use-case in one workspace. The code that makes a `Caller` has checked that it may act there. */
export interface Caller extends PlatformCaller {
  readonly workspaceId: WorkspaceId;
}

/** An entry for the audit log: what the caller did to which target. */
export const auditEntry = (
  { actor, requestId, remoteAddress }: PlatformCaller,
  action: string,
  target: string,
  details: Record<string, unknown> = {},
): NewAuditEntry => ({ actor, action, target, details, requestId, remoteAddress });
