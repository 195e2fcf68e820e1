import type { Context } from 'hono';
import type { ApiEnv } from '../../api/deps.ts';
import { roleIn, type Principal } from '../../api/principals/principal.ts';
import { roleIncludes, type Role } from '../../domain/role.ts';
import type { Caller, PlatformCaller } from '../../services/caller.ts';
import type { Notice } from '../layout/notices.ts';

/** Somebody who has signed in and asks for a page, or sends a form. */
export interface Visit {
  readonly c: Context<ApiEnv>;
  readonly principal: Principal;
  readonly caller: PlatformCaller;
  readonly notice: Notice | undefined;
}

export type VisitedWorkspace = ApiEnv['Variables']['workspace'];

/** A visit to a workspace that the visitor may see. */
export interface WorkspaceVisit extends Visit {
  readonly workspace: VisitedWorkspace;
  readonly caller: Caller;
  /** `/workspaces/{id}`. */
  readonly home: string;
}

/** Whether the visitor may do what needs this role. The routes refuse it all the same: this is for what a page shows. */
export function may(
  { principal, workspace }: Pick<WorkspaceVisit, 'principal' | 'workspace'>,
  role: Role,
): boolean {
  const held = roleIn(principal, workspace.id);
  return held !== undefined && roleIncludes(held, role);
}

/** Who visits, for the page's header. */
export function visitorName(principal: Principal): string {
  if (principal.kind === 'platform') return 'Platform';
  return principal.kind === 'user' ? principal.name : `${principal.name} (${principal.role})`;
}
