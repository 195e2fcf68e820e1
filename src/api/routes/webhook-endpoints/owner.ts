import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Role } from '../../../domain/role.ts';
import { platformScope } from '../../../domain/ids.ts';
import type { Caller } from '../../../services/caller.ts';
import { callerOf, platformCallerOf } from '../../caller.ts';
import type { ApiDeps, ApiEnv } from '../../deps.ts';
import { onlyOnce } from '../../idempotency.ts';
import { needs, needsPlatform, workspacePath } from '../../route.ts';
import { ofId, ofWorkspace } from '../../schemas/parameters.ts';

type OfOne = z.ZodObject<{ id: z.ZodUUID }>;

/** Whose endpoints a set of routes is about: a workspace's, or the platform's, which are told of all workspaces. */
export interface Owner {
  /** As a sentence ends with it. */
  readonly of: string;
  readonly path: (rest: string) => string;
  readonly needs: (role: Role) => ReturnType<typeof needs> | typeof needsPlatform;
  readonly ofAll: z.ZodObject;
  readonly ofOne: OfOne;
  readonly caller: (c: Context<ApiEnv>) => Caller;
  readonly onlyOnce: <R extends Response>(
    deps: ApiDeps,
    c: Context<ApiEnv>,
    handle: () => Promise<R>,
  ) => Promise<R>;
}

const resource = '/webhook-endpoints';

export const workspaceOwner: Owner = {
  of: 'of the workspace',
  path: (rest) => workspacePath(`${resource}${rest}`),
  needs,
  ofAll: ofWorkspace,
  ofOne: ofId,
  caller: callerOf,
  onlyOnce,
};

const ofPlatform = (c: Context<ApiEnv>): Caller => ({ ...platformCallerOf(c), workspaceId: platformScope });

export const platformOwner: Owner = {
  of: 'of the platform, which are told of all workspaces',
  path: (rest) => `/api/v1${resource}${rest}`,
  needs: () => needsPlatform,
  ofAll: z.object({}),
  ofOne: z.object({ id: z.uuid() }),
  caller: ofPlatform,
  onlyOnce: (deps, c, handle) => onlyOnce(deps, c, handle, ofPlatform(c)),
};
