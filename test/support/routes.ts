import { randomUUID } from 'node:crypto';
import type { TestApi } from './api.ts';

export interface Route {
  readonly method: string;
  /** As the OpenAPI document writes it. */
  readonly path: string;
  /** The role that it needs. */
  readonly role: unknown;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const documentOf = ({ app }: Pick<TestApi, 'app'>) =>
  app.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '' } });

interface Described {
  readonly description?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Its schema, if it takes one. */
  readonly body: unknown;
  readonly example: unknown;
  /** The names of its query's parameters, and of its body's first level. */
  readonly queries: readonly string[];
  readonly properties: readonly string[];
}

/** Every operation of the OpenAPI document, with what it says about itself. */
export async function operationsOf(
  api: Pick<TestApi, 'app'>,
): Promise<{ readonly groups: Set<string>; readonly operations: (Route & { operation: Described })[] }> {
  const answer = await api.app.request('/openapi.json');
  const document = (await answer.json()) as ReturnType<typeof documentOf>;
  const schemas = document.components?.schemas ?? {};
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const { requestBody, description, tags } = operation;
      const media =
        requestBody === undefined || '$ref' in requestBody
          ? undefined
          : Object.values(requestBody.content)[0];
      const body = media?.schema;
      const named = body !== undefined && '$ref' in body ? schemas[body.$ref.split('/').at(-1) ?? ''] : body;
      const ownExample = named !== undefined && 'example' in named ? named.example : undefined;
      const role = 'x-role' in operation ? operation['x-role'] : undefined;
      const queries = (operation.parameters ?? []).flatMap((parameter) =>
        'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
      );
      const shapes = named !== undefined && 'anyOf' in named ? (named.anyOf ?? []) : [named];
      const properties = shapes.flatMap((shape) =>
        shape !== undefined && 'properties' in shape ? Object.keys(shape.properties ?? {}) : [],
      );
      const example = media?.example ?? ownExample;
      const about = { description, tags, body, example, queries, properties: [...new Set(properties)] };
      return [{ method: method.toUpperCase(), path, role, operation: about }];
    }),
  );
  return { groups: new Set(document.tags?.map(({ name }) => name)), operations };
}

/** Every route under /api/v1 of the OpenAPI document, so that a test tries one that is added later too. */
export function routesOf(api: Pick<TestApi, 'app'>): Route[] {
  return Object.entries(documentOf(api).paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
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
