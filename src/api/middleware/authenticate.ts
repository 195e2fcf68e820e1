import { createMiddleware } from 'hono/factory';
import type { Database } from '../../db/database.ts';
import { adminKeyCheck, parseApiKey, sameHash } from '../../security/tokens.ts';
import { ApiError } from '../api-error.ts';
import type { ApiEnv, Principal } from '../deps.ts';

const bearer = /^Bearer +(\S+) *$/i;

/** Finds out who calls, by `Authorization: Bearer …` or `X-Api-Key`. 401 without a valid key. */
export function authenticate(db: Database, adminApiKey: string) {
  const isPlatform = adminKeyCheck(adminApiKey);

  async function principalOf(key: string): Promise<Principal | undefined> {
    if (isPlatform(key)) return { kind: 'platform' };
    const presented = parseApiKey(key);
    if (presented === undefined) return undefined;
    const { workspaceId, hash } = presented;
    const { workspace, found } = await db.inWorkspace(workspaceId, async (ws) => {
      const workspace = await ws.record.get();
      return { workspace, found: workspace && (await ws.apiKeys.findValid(hash)) };
    });
    if (workspace === undefined || found === undefined || !sameHash(found.keyHash, hash)) return undefined;
    return { kind: 'key', id: found.id, name: found.name, role: found.role, workspace };
  }

  return createMiddleware<ApiEnv>(async (c, next) => {
    const key = bearer.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.header('x-api-key');
    if (key === undefined) {
      throw new ApiError(
        401,
        'unauthenticated',
        'Give an API key: Authorization: Bearer <key>, or X-Api-Key.',
      );
    }
    const principal = await principalOf(key);
    if (principal === undefined) throw new ApiError(401, 'unauthenticated', 'This API key is not valid.');
    c.set('principal', principal);
    await next();
  });
}
