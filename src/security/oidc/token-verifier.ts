import {
  decodeJwt,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type JWTPayload,
  type JWTVerifyOptions,
} from 'jose';
import type { IssuerKeys } from './issuer-keys.ts';

/** Signatures by a key of which we have the public half only. Never `none`, and none by a secret that is shared. */
const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];

/** Other kinds of JWT, such as `logout+jwt`, give nobody access. */
const types = new Set([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

/** What ASCII can show: it is written to logs. OpenID Connect allows no more characters than these. */
const subject = /^[\x20-\x7e]{1,255}$/;

/** Node refuses longer headers. */
const maxLength = 16 * 1024;

export interface TokenVerifierOptions {
  readonly keys: Pick<IssuerKeys, 'find'>;
  readonly issuer: string;
  readonly audience: string;
  readonly clockSkewSeconds: number;
}

/** The claims of a token that is valid. */
export type VerifiedClaims = JWTPayload & { readonly sub: string; readonly exp: number };

/** Whether a text has the form of a signed token. Its content may be anything. */
export const looksLikeToken = (text: string): boolean =>
  text.length <= maxLength && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** Whether jose refused the token, or the key that it names: the fault is not ours. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JOSEError || error instanceof DOMException;

/** Checks tokens of one issuer for one audience (RFC 9068, OpenID Connect Core 1.0). */
export class TokenVerifier {
  readonly #keys: Pick<IssuerKeys, 'find'>;
  readonly #checks: JWTVerifyOptions & { readonly issuer: string; readonly audience: string };
  readonly #skew: number;

  constructor({ keys, issuer, audience, clockSkewSeconds }: TokenVerifierOptions) {
    this.#keys = keys;
    this.#skew = clockSkewSeconds;
    this.#checks = {
      issuer,
      audience,
      algorithms,
      clockTolerance: clockSkewSeconds,
      requiredClaims: ['exp', 'sub'],
    };
  }

  /**
   * Undefined for every token that is not valid now, whatever is wrong with it. Throws `IssuerUnreachable` only if the token is
   * otherwise as it should be, and its key is not known.
   */
  async verify(token: string): Promise<VerifiedClaims | undefined> {
    if (!this.#mayBeValid(token)) return undefined;
    try {
      const { payload } = await this.#verify(token);
      const { sub, exp, iat } = payload;
      const isFuture = iat !== undefined && iat > Date.now() / 1000 + this.#skew;
      if (isFuture || exp === undefined || sub === undefined || !subject.test(sub)) return undefined;
      return { ...payload, sub, exp };
    } catch (error) {
      if (isRefusal(error)) return undefined;
      throw error;
    }
  }

  async #verify(token: string): Promise<{ payload: JWTPayload }> {
    try {
      return await jwtVerify(token, this.#keys.find, this.#checks);
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      // The token does not say which of several keys has signed it.
      for await (const key of error) {
        try {
          return await jwtVerify(token, key, this.#checks);
        } catch (refusal) {
          if (!(refusal instanceof errors.JWSSignatureVerificationFailed)) throw refusal;
        }
      }
      throw new errors.JWSSignatureVerificationFailed();
    }
  }

  /** Before any key is looked for: a token of another issuer, or an old one, makes nobody ask ours. */
  #mayBeValid(token: string): boolean {
    if (!looksLikeToken(token)) return false;
    try {
      const { alg, typ } = decodeProtectedHeader(token);
      const { iss, aud, exp } = decodeJwt(token);
      return (
        algorithms.some((each) => each === alg) &&
        types.has(typ?.toLowerCase()) &&
        iss === this.#checks.issuer &&
        [aud].flat().includes(this.#checks.audience) &&
        typeof exp === 'number' &&
        exp > Date.now() / 1000 - this.#skew
      );
    } catch {
      return false;
    }
  }
}
