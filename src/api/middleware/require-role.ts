import { createMiddleware } from 'hono/factory';
import { roleIncludes, type Role } from '../../domain/role.ts';
import { ApiError } from '../api-error.ts';
import type { ApiEnv } from '../deps.ts';
import { assertPlainInput } from '../plain-input.ts';
import { platformRole, roleIn, type Principal } from '../principals/principal.ts';

/** Throws a 403 unless the caller has this role above all workspaces. */
export function assertOfPlatform(principal: Principal, role: Role): void {
  const held = platformRole(principal);
  if (held === undefined || !roleIncludes(held, role))
    throw new ApiError(403, 'forbidden', 'This needs the API key of the platform.');
}

/**
 * Lets only callers pass who have at least this role in the path's workspace; and then only input that Postgres could keep,
 * because every route has one of these and knows its path's parameters.
 */
export const requireRole = (role: Role) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const held = roleIn(c.get('principal'), c.get('workspace').id);
    if (held === undefined || !roleIncludes(held, role))
      throw new ApiError(403, 'forbidden', `This needs the role ${role}.`);
    await assertPlainInput(c);
    await next();
  });

/** Lets only callers pass who may do this for the platform: each role of it may read, and owners may change. */
export const requirePlatform = createMiddleware<ApiEnv>(async (c, next) => {
  assertOfPlatform(c.get('principal'), c.req.method === 'GET' ? 'viewer' : 'owner');
  await assertPlainInput(c);
  await next();
});
