import { OpenAPIHono, type Hook } from '@hono/zod-openapi';
import type { z } from 'zod';
import type { Role } from '../domain/role.ts';
import { fieldProblems, invalid } from './api-error.ts';
import type { ApiEnv } from './deps.ts';
import { requirePlatform, requireRole } from './middleware/require-role.ts';
import { problem } from './schemas/problem.ts';

export type Api = OpenAPIHono<ApiEnv>;

/** The path of a workspace's resource. */
export const workspacePath = <P extends string>(path: P) =>
  `/api/v1/workspaces/{workspace_id}${path}` as const;

/** Answers a refused request with each field's problem; zod-openapi calls this for every part of the request. */
// oxlint-disable-next-line typescript/no-explicit-any -- one hook for routes of every shape, as the library types it
const refuse: Hook<any, ApiEnv, any, void> = (result) => {
  if (result.success) return;
  const part = result.target === 'json' ? 'body' : result.target === 'param' ? 'path' : result.target;
  throw invalid(fieldProblems(part, result.error.issues));
};

export const newApi = (): Api => new OpenAPIHono<ApiEnv>({ defaultHook: refuse });

const security = [{ bearer: [] }, { apiKey: [] }];

/** The role that a route of a workspace needs; spread into it. The OpenAPI document has it as `x-role`. */
export const needs = (role: Role) => ({ middleware: requireRole(role), security, 'x-role': role });

/** As `needs`, for routes of the platform alone. */
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

const field = (description: string) => ({ description, schema: { type: 'string' as const } });

/** Every answer to a valid key has both `RateLimit` fields. */
const limitFields = {
  'Retry-After': field('Seconds.'),
  'RateLimit-Policy': field(
    'The limits of the key and of its workspace: `q` requests in `w` seconds, and how many at once (draft-ietf-httpapi-ratelimit-headers-11).',
  ),
  RateLimit: field('Of each limit: `r` requests are left, and `t` seconds until there are more.'),
};

/** The refusals that every route of `/api/v1` shares, for the OpenAPI document. */
export const refusals = {
  400: json(problem, 'Refused by a schema: `details` names each field.'),
  401: json(problem, 'No API key or token, or an invalid one.'),
  403: json(problem, 'Another workspace (whether it exists or not), or the caller lacks the role.'),
  404: json(problem, 'Not found.'),
  413: json(problem, 'The body is too large.'),
  415: json(problem, 'The body is of another type than `application/json`.'),
  429: {
    ...json(problem, 'Too many requests, in all or at once: try again after `Retry-After` seconds.'),
    headers: limitFields,
  },
  500: json(problem, 'A fault of the service: the log has it under `request_id`.'),
  503: json(
    problem,
    'Postgres, Temporal, the provider or the issuer of tokens is away: try again after `Retry-After` seconds.',
  ),
} as const;
