import { randomUUID } from 'node:crypto';
import type { TestApi } from './api.ts';

export interface Route {
  readonly method: string;
  /** As the OpenAPI document writes it. */
  readonly path: string;
  /** The role that it needs. */
  readonly role: unknown;
}

/** Every route under /api/v1 of the OpenAPI document, so that a test tries one that is added later too. */
export function routesOf({ app }: Pick<TestApi, 'app'>): Route[] {
  const { paths = {} } = app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });
  return Object.entries(paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method];
      if (operation === undefined || !path.startsWith('/api/v1/')) return [];
      const role = 'x-role' in operation ? operation['x-role'] : undefined;
      return [{ method: method.toUpperCase(), path, role }];
    }),
  );
}

export const inWorkspace = ({ path }: Route): boolean => path.includes('{workspace_id}');

/** Its path in a workspace, with ids that nothing has. */
export const fill = ({ path }: Route, workspace: string): string =>
  path
    .replace('{workspace_id}', workspace)
    .replace('{provider}', 'stripe')
    .replace(/\{[a-z_]+\}/g, randomUUID());

export const bodyOf = ({ method }: Route): { body?: object } =>
  method === 'GET' || method === 'DELETE' ? {} : { body: {} };
