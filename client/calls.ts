import type { Client, ClientPathsWithMethod, MaybeOptionalInit, MethodResponse } from 'openapi-fetch';
import type { paths } from './api-types.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Http = Client<paths, 'application/json'>;

/** The API's paths that take this method, as the OpenAPI document writes them: `/api/v1/workspaces/{workspace_id}`. */
export type Path<M extends Method> = ClientPathsWithMethod<Http, M>;

/** What a request needs: `params.path`, `params.query`, `body`, and the options of `fetch`, as `signal`. */
export type Init<M extends Method, P extends Path<M>> = MaybeOptionalInit<paths[P], M>;
export type InitArguments<M extends Method, P extends Path<M>> =
  undefined extends Init<M, P> ? [init?: Init<M, P>] : [init: Init<M, P>];

/** The body of the answer. */
export type Answer<M extends Method, P extends Path<M>> = MethodResponse<Http, M, P>;

/** Sends a request and resolves to the answer's body. Throws `ApiError` and `ApiUnreachable`. */
export type Call<M extends Method> = <P extends Path<M>>(
  path: P,
  ...init: InitArguments<M, P>
) => Promise<Answer<M, P>>;
