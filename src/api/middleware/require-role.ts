import { createMiddleware } from 'hono/factory';
import { roleIncludes, type Role } from '../../domain/role.ts';
import { ApiError } from '../api-error.ts';
import type { ApiEnv } from '../deps.ts';
import { assertPlainInput } from '../plain-input.ts';

/**
 * Lets only keys of a workspace with at least this role pass, and the platform's own; and then only input that Postgres could
 * keep, because every route has one of these and knows its path's parameters.
 */
export const requireRole = (role: Role) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const principal = c.get('principal');
    if (principal.kind === 'key' && !roleIncludes(principal.role, role)) {
      throw new ApiError(403, 'forbidden', `This needs an API key with the role ${role}.`);
    }
    await assertPlainInput(c);
    await next();
  });

/** Lets only the platform's own key pass. */
export const requirePlatform = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.get('principal').kind !== 'platform') {
    throw new ApiError(403, 'forbidden', 'This needs the API key of the platform.');
  }
  await assertPlainInput(c);
  await next();
});
