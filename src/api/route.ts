import { OpenAPIHono, type Hook } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { Role } from '../domain/role.ts';
import { invalid } from './api-error.ts';
import type { ApiEnv } from './deps.ts';
import { requirePlatform, requireRole } from './middleware/require-role.ts';
import { problem } from './schemas/problem.ts';

export type Api = OpenAPIHono<ApiEnv>;

/** Where a workspace's resources are. */
export const workspacePath = <P extends string>(path: P) =>
  `/api/v1/workspaces/{workspace_id}${path}` as const;

/** A refused request names each field; zod-openapi calls this for every part of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- one hook for routes of every shape, as the library types it
const refuse: Hook<any, ApiEnv, any, void> = (result) => {
  if (result.success) return;
  const part = result.target === 'json' ? 'body' : result.target === 'param' ? 'path' : result.target;
  throw invalid(
    result.error.issues.map(({ path, message }) => ({
      in: part,
      field: path.map(String).join('.'),
      message,
    })),
  );
};

export const newApi = (): Api => new OpenAPIHono<ApiEnv>({ defaultHook: refuse });

const security = [{ bearer: [] }, { apiKey: [] }];

/** Who may call: spread into a route of a workspace. The role stands in the OpenAPI document as `x-role`. */
export const needs = (role: Role) => ({ middleware: requireRole(role), security, 'x-role': role });

/** As `needs`, for what is the platform's alone. */
export const needsPlatform = { middleware: requirePlatform, security, 'x-role': 'platform' };

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});
export { json };

export const jsonBody = <T extends z.ZodType>(schema: T, required = true) => ({
  content: { 'application/json': { schema } },
  required,
});

/** The refusals that every route of `/api/v1` shares, for the OpenAPI document. */
export const refusals = {
  400: json(problem, 'Refused by a schema: `details` names each field.'),
  401: json(problem, 'No API key, or not a valid one.'),
  403: json(problem, 'Another workspace (whether it exists or not), or the key has not the role.'),
  404: json(problem, 'Not found.'),
  503: json(problem, 'Postgres, Temporal or the provider is away: try again after `Retry-After` seconds.'),
} as const;
