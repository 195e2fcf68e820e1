import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { ApiError, invalidKey } from '../api-error.ts';
import type { ApiEnv } from '../deps.ts';
import type { KeyOwner } from './key-owner.ts';

const bearer = /^Bearer +(\S+) *$/i;

export const bearerOf = (c: Context<ApiEnv>): string | undefined =>
  bearer.exec(c.req.header('authorization') ?? '')?.[1];

/**
 * Finds out who calls, by `Authorization: Bearer …` with an API key or an OIDC token, or `X-Api-Key`. 401 without a valid one; 429 instead, before anything is
 * looked up, if too many came from this address.
 */
export const authenticate = (ownerOf: KeyOwner) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const key = bearerOf(c) ?? c.req.header('x-api-key');
    const principal = await ownerOf(key, c.get('remoteAddress'));
    if (principal === undefined) {
      if (key !== undefined) throw invalidKey();
      const message = 'Give an API key: Authorization: Bearer <key>, or X-Api-Key.';
      throw new ApiError(401, 'unauthenticated', message);
    }
    c.set('principal', principal);
    await next();
  });
