import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { adminKeyCheck, parseApiKey } from '../../security/tokens.ts';
import { ApiError, invalidKey } from '../api-error.ts';
import { addressPartition } from '../client-address.ts';
import type { ApiEnv } from '../deps.ts';
import type { Principal } from '../principal.ts';
import type { Strangers } from '../limits/strangers.ts';
import type { Principals } from '../principals.ts';

const bearer = /^Bearer +(\S+) *$/i;

export const bearerOf = (c: Context<ApiEnv>): string | undefined =>
  bearer.exec(c.req.header('authorization') ?? '')?.[1];

export interface AuthenticateOptions {
  readonly adminApiKey: string;
  readonly principals: Principals;
  readonly strangers: Strangers;
}

/**
 * Finds out who calls, by `Authorization: Bearer …` or `X-Api-Key`. 401 without a valid key; 429 instead, before anything is
 * looked up, if too many came from this address.
 */
export function authenticate({ adminApiKey, principals, strangers }: AuthenticateOptions) {
  const isPlatform = adminKeyCheck(adminApiKey);

  async function principalOf(key: string | undefined, address: string): Promise<Principal | undefined> {
    if (key !== undefined && isPlatform(key)) return { kind: 'platform' };
    const presented = key === undefined ? undefined : parseApiKey(key);
    if (presented === undefined) return await strangers.admit<Principal>(address, async () => undefined);
    return (
      principals.known(presented) ??
      (await (principals.lookupOf(presented) ??
        strangers.admit(address, () => principals.lookUp(presented, address))))
    );
  }

  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = bearerOf(c) ?? c.req.header('x-api-key');
    const principal = await principalOf(key, addressPartition(c.get('remoteAddress')));
    if (principal === undefined) {
      if (key !== undefined) throw invalidKey();
      const message = 'Give an API key: Authorization: Bearer <key>, or X-Api-Key.';
      throw new ApiError(401, 'unauthenticated', message);
    }
    c.set('principal', principal);
    await next();
  });
}
