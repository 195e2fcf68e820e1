import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Oidc } from '../../../src/security/oidc/oidc-settings.ts';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function signingKey(alg = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomUUID();
  return { kid, alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export interface TokenOptions {
  readonly key?: SigningKey;
  readonly header?: Readonly<Record<string, unknown>>;
}

type Claims = Readonly<Record<string, unknown>>;

/** Claims of the person who signs in, and what the ID token says otherwise than it should. */
interface Person {
  readonly claims: Claims;
  readonly idToken?: Claims;
}

const audience = 'payment-sync';
export const testClient = { clientId: 'dashboard', clientSecret: 'a secret of the client' };

/** An issuer of tokens on this machine, by OpenID Connect: discovery, keys, and sign-in without a password. */
export class TestIssuer {
  /** Published. */
  keys: SigningKey[] = [];
  url = '';
  /** How many times the keys were read. */
  keyReads = 0;
  /** Answers nothing while it is set. */
  away = false;
  /** Who signs in next; undefined refuses. */
  person: Person | undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #codes = new Map<string, { readonly query: URLSearchParams; readonly person: Person }>();

  get oidc(): Oidc {
    return {
      issuer: this.url,
      audience,
      accessClaim: 'workspaces',
      platformClaim: 'roles',
      platformRoles: new Map([
        ['sync-admin', 'owner'],
        ['sync-operator', 'operator'],
        ['support', 'viewer'],
      ]),
      clockSkewSeconds: 60,
      client: { ...testClient, scopes: 'openid profile', sessionMinutes: 60 },
    };
  }

  async start(): Promise<this> {
    this.keys.push(await signingKey());
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  /** A token as the API takes it, with these claims in place of the usual ones. */
  async token(claims: Claims = {}, { key = this.keys[0]!, header }: TokenOptions = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: audience, sub: 'user-1', iat: now, exp: now + 300 };
    return await new SignJWT({ ...usual, ...claims })
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
      .sign(key.privateKey);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (this.away) {
      request.socket.destroy();
      return;
    }
    switch (pathname) {
      case '/.well-known/openid-configuration':
        json(200, {
          issuer: this.url,
          jwks_uri: `${this.url}/keys`,
          authorization_endpoint: `${this.url}/authorize`,
          token_endpoint: `${this.url}/token`,
          response_types_supported: ['code'],
          id_token_signing_alg_values_supported: ['ES256'],
        });
        break;
      case '/keys':
        this.keyReads += 1;
        json(200, { keys: this.keys.map(({ publicJwk }) => publicJwk) });
        break;
      case '/authorize':
        response.writeHead(302, { location: this.#authorize(searchParams) }).end();
        break;
      case '/token':
        json(...(await this.#exchange(request)));
        break;
      default:
        json(404, {});
    }
  }

  #authorize(query: URLSearchParams): string {
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    if (this.person === undefined) {
      back.searchParams.set('error', 'access_denied');
    } else {
      const code = randomUUID();
      this.#codes.set(code, { query, person: this.person });
      back.searchParams.set('code', code);
    }
    return back.href;
  }

  async #exchange(request: IncomingMessage): Promise<[number, unknown]> {
    let body = '';
    for await (const part of request) body += String(part);
    const form = new URLSearchParams(body);
    const code = form.get('code') ?? '';
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    const { clientId, clientSecret } = testClient;
    const basic = [clientId, clientSecret].map((each) => encodeURIComponent(each).replaceAll('%20', '+'));
    const authorization = `Basic ${Buffer.from(basic.join(':')).toString('base64')}`;
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      request.headers.authorization === authorization &&
      found?.query.get('code_challenge') === challenge &&
      found.query.get('redirect_uri') === form.get('redirect_uri');
    if (!isRight) return [400, { error: 'invalid_grant' }];
    const { person, query } = found;
    const idToken = await this.token(
      { aud: clientId, nonce: query.get('nonce'), ...person.claims, ...person.idToken },
      { header: { typ: 'JWT' } },
    );
    return [200, { access_token: 'opaque', token_type: 'Bearer', expires_in: 300, id_token: idToken }];
  }
}
