import type { Workspace } from '../../db/workspaces/workspace-directory.ts';
import type { ApiKeyId, WorkspaceId } from '../../domain/ids.ts';
import { greaterRole, type Role } from '../../domain/role.ts';
import type { TokenAccess } from '../../security/oidc/token-access.ts';
import type { PresentedApiKey } from '../../security/tokens.ts';

/** A key of one workspace. */
export interface KeyPrincipal {
  readonly kind: 'key';
  readonly id: ApiKeyId;
  readonly name: string;
  readonly role: Role;
  readonly workspace: Workspace;
  readonly presented: PresentedApiKey;
}

/** A key of the platform itself. */
interface PlatformPrincipal {
  readonly kind: 'platform';
  /** Undefined if it is the only one. */
  readonly name?: string | undefined;
}

/** A person or program whom the OIDC issuer has named. */
export interface UserPrincipal {
  readonly kind: 'user';
  /** The token's `sub`. */
  readonly subject: string;
  /** For people. */
  readonly name: string;
  readonly access: TokenAccess;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Who calls. */
export type Principal = PlatformPrincipal | KeyPrincipal | UserPrincipal;

/** Who pays for what the caller asks for: a workspace for all of its keys. */
export function payerOf(principal: Principal): string {
  if (principal.kind === 'key') return principal.workspace.id;
  return principal.kind === 'user' ? `user:${principal.subject}` : `platform:${principal.name ?? ''}`;
}

/** What the caller may do above all workspaces; undefined: nothing. */
export function platformRole(principal: Principal): Role | undefined {
  if (principal.kind === 'platform') return 'owner';
  return principal.kind === 'user' ? principal.access.platform : undefined;
}

/** What the caller may do in a workspace; undefined: nothing, also if there is no such workspace. */
export function roleIn(principal: Principal, workspace: WorkspaceId): Role | undefined {
  if (principal.kind === 'key') return principal.workspace.id === workspace ? principal.role : undefined;
  const ofPlatform = platformRole(principal);
  const own = principal.kind === 'user' ? principal.access.workspaces.get(workspace) : undefined;
  if (ofPlatform === undefined || own === undefined) return ofPlatform ?? own;
  return greaterRole(ofPlatform, own);
}
