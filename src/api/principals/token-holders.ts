import { createHash } from 'node:crypto';
import { IssuerKeys } from '../../security/oidc/issuer-keys.ts';
import type { Oidc } from '../../security/oidc/oidc-settings.ts';
import { accessOf } from '../../security/oidc/token-access.ts';
import { looksLikeToken, TokenVerifier, type VerifiedClaims } from '../../security/oidc/token-verifier.ts';
import { BoundedMap } from '../../domain/limits/bounded-map.ts';
import type { UserPrincipal } from './principal.ts';

const keptTokens = 10_000;
/** A token is checked again after this, so that one whose key was withdrawn does not live as long as it says. */
const keptMs = 5 * 60_000;

interface Kept {
  readonly principal: UserPrincipal;
  readonly until: number;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;

/** Whose the OIDC tokens are: those that were used last are not checked for each request. */
export class TokenHolders {
  readonly #oidc: Oidc;
  readonly #keys: IssuerKeys;
  readonly #bearers: TokenVerifier;
  readonly #kept = new BoundedMap<string, Kept>(keptTokens);

  constructor(oidc: Oidc) {
    this.#oidc = oidc;
    this.#keys = new IssuerKeys({ issuer: oidc.issuer, onChange: () => this.#kept.clear() });
    this.#bearers = this.#verifierFor(oidc.audience);
  }

  /** Without asking anybody. */
  known(token: string): UserPrincipal | undefined {
    if (!looksLikeToken(token)) return undefined;
    const kept = this.#kept.get(nameOf(token));
    return kept !== undefined && kept.until > Date.now() ? kept.principal : undefined;
  }

  /** Undefined if the token is not valid. Throws `IssuerUnreachable`. */
  async lookUp(token: string): Promise<UserPrincipal | undefined> {
    const claims = await this.#bearers.verify(token);
    if (claims === undefined) return undefined;
    const principal = this.#userOf(claims, (claims.exp + this.#oidc.clockSkewSeconds) * 1000);
    const until = Math.min(principal.expiresAt, Date.now() + keptMs);
    this.#kept.set(nameOf(token), { principal, until });
    return principal;
  }

  /** Who has signed in with this ID token, until that time. As `lookUp`. */
  async signedIn(idToken: string, clientId: string, until: number): Promise<UserPrincipal | undefined> {
    const claims = await this.#verifierFor(clientId).verify(idToken);
    return claims && this.#userOf(claims, until);
  }

  #verifierFor(audience: string): TokenVerifier {
    const { issuer, clockSkewSeconds } = this.#oidc;
    return new TokenVerifier({ keys: this.#keys, issuer, audience, clockSkewSeconds });
  }

  #userOf(claims: VerifiedClaims, expiresAt: number): UserPrincipal {
    const name = textOf(claims['name']) ?? textOf(claims['preferred_username']) ?? textOf(claims['email']);
    return {
      kind: 'user',
      subject: claims.sub,
      name: name ?? claims.sub,
      access: accessOf(claims, this.#oidc),
      expiresAt,
    };
  }
}

const nameOf = (token: string): string => createHash('sha256').update(token).digest('base64');
