import { isUuid, workspaceId, type WorkspaceId } from '../../domain/ids.ts';
import { greaterRole, roles, type Role } from '../../domain/role.ts';
import type { AccessClaims } from './oidc-settings.ts';

/** What a token's bearer may do. */
export interface TokenAccess {
  /** Above all workspaces. */
  readonly platform: Role | undefined;
  readonly workspaces: ReadonlyMap<WorkspaceId, Role>;
}

type Claims = Readonly<Record<string, unknown>>;

/** `…<workspace id>:<role>`, or with slashes, as groups are written. */
const entry = /(?:^|[:/])([0-9a-f-]{36})[:/]([a-z]+)$/i;

const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

const isRecord = (value: unknown): value is Claims =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The claim of this name, which may be a URL; otherwise what the path with dots leads to. */
function claimOf(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split('.')) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

/** A list of texts, also written as one text with spaces, as scopes are. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.split(/\s+/);
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

const pairsOf = (value: unknown): readonly (readonly [string, unknown])[] =>
  isRecord(value)
    ? Object.entries(value)
    : textsOf(value).flatMap((text) => {
        const match = entry.exec(text);
        return match === null ? [] : [[match[1]!, match[2]] as const];
      });

const greater = (one: Role | undefined, other: Role): Role =>
  one === undefined ? other : greaterRole(one, other);

/** What the claims of a verified token say. Values that mean nothing here are another application's. */
export function accessOf(
  claims: Claims,
  { accessClaim, platformClaim, platformRoles }: AccessClaims,
): TokenAccess {
  const workspaces = new Map<WorkspaceId, Role>();
  for (const [id, role] of pairsOf(claimOf(claims, accessClaim))) {
    if (!isUuid(id) || !isRole(role)) continue;
    const workspace = workspaceId(id);
    workspaces.set(workspace, greater(workspaces.get(workspace), role));
  }
  let platform: Role | undefined;
  for (const value of textsOf(claimOf(claims, platformClaim))) {
    const role = platformRoles.get(value);
    if (role !== undefined) platform = greater(platform, role);
  }
  return { platform, workspaces };
}
