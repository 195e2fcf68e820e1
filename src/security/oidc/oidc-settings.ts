import type { Role } from '../../domain/role.ts';

/** Where a token has what its bearer may do. */
export interface AccessClaims {
  /** The claim that names workspaces with a role in each: its name, or a path with dots. */
  readonly accessClaim: string;
  /** The claim whose values `platformRoles` gives a meaning. */
  readonly platformClaim: string;
  /** Values of that claim, each with its role above all workspaces. */
  readonly platformRoles: ReadonlyMap<string, Role>;
}

/** How people sign in to the pages by the issuer. */
export interface OidcClient {
  readonly clientId: string;
  /** Undefined for a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  readonly scopes: string;
  readonly sessionMinutes: number;
}

/** Whose tokens the API accepts besides API keys. */
export interface Oidc extends AccessClaims {
  readonly issuer: string;
  readonly audience: string;
  readonly clockSkewSeconds: number;
  /** Undefined: people sign in by keys only. */
  readonly client: OidcClient | undefined;
}
