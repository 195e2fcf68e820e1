import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  ClientSecretPost,
  discovery,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import { IssuerUnreachable } from './issuer-unreachable.ts';
import type { OidcClient } from './oidc-settings.ts';

/** What a sign-in that has begun has to come back with; secret, and for this browser only. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface IssuerSignInOptions {
  readonly issuer: string;
  readonly client: OidcClient;
  readonly redirectUrl: string;
}

const timeoutSeconds = 5;

/** Whether the issuer did not answer, rather than that it refused. */
const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  return (
    error instanceof TypeError ||
    error.name === 'TimeoutError' ||
    (error as { code?: unknown }).code === 'OAUTH_TIMEOUT' ||
    (cause instanceof Error && (cause instanceof TypeError || cause.name === 'TimeoutError'))
  );
};

/** The authorization code flow with PKCE, state and nonce: who has signed in at the issuer. */
export class IssuerSignIn {
  readonly #options: IssuerSignInOptions;
  #found: Promise<Configuration> | undefined;

  constructor(options: IssuerSignInOptions) {
    this.#options = options;
  }

  /** The issuer's page for it. Throws `IssuerUnreachable`. */
  async begin(): Promise<BegunSignIn & { readonly url: string }> {
    const { client, redirectUrl } = this.#options;
    const issuer = await this.#issuer();
    const begun = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(issuer, {
      redirect_uri: redirectUrl,
      scope: client.scopes,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: 'S256',
    });
    return { ...begun, url: url.href };
  }

  /**
   * The ID token, whose nonce is checked, and whose signature is not yet. Undefined if the issuer refused, or if this is not the
   * answer to what began. Throws `IssuerUnreachable`.
   */
  async finish(query: string, { state, nonce, verifier }: BegunSignIn): Promise<string | undefined> {
    const issuer = await this.#issuer();
    const url = new URL(this.#options.redirectUrl);
    url.search = query;
    try {
      const answer = await authorizationCodeGrant(issuer, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      return answer.id_token;
    } catch (error) {
      if (isAway(error)) throw new IssuerUnreachable(error);
      return undefined;
    }
  }

  /** What was found is kept; a failure is not. */
  async #issuer(): Promise<Configuration> {
    this.#found ??= this.#discover();
    try {
      return await this.#found;
    } catch (error) {
      this.#found = undefined;
      throw new IssuerUnreachable(error);
    }
  }

  async #discover(): Promise<Configuration> {
    const { issuer, client } = this.#options;
    const { clientId, clientSecret } = client;
    const insecure = issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {};
    const options = { ...insecure, timeout: timeoutSeconds };
    if (clientSecret === undefined)
      return await discovery(new URL(issuer), clientId, undefined, None(), options);
    const found = await discovery(
      new URL(issuer),
      clientId,
      undefined,
      ClientSecretBasic(clientSecret),
      options,
    );
    // Basic is what an issuer that says nothing takes (OpenID Connect Discovery 1.0).
    const methods = found.serverMetadata().token_endpoint_auth_methods_supported;
    if (methods === undefined || methods.includes('client_secret_basic')) return found;
    return await discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), options);
  }
}
