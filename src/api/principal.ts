import type { Workspace } from '../db/workspaces/workspace-directory.ts';
import type { ApiKeyId } from '../domain/ids.ts';
import type { Role } from '../domain/role.ts';
import type { PresentedApiKey } from '../security/tokens.ts';

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
export interface PlatformPrincipal {
  readonly kind: 'platform';
  /** Undefined if it is the only one. */
  readonly name?: string | undefined;
}

/** Who calls: the platform itself, or a key of one workspace. */
export type Principal = PlatformPrincipal | KeyPrincipal;
