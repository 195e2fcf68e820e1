import { describeApi } from '../../api/document/document.ts';
import type { Api } from '../../api/route.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** As Swagger UI writes it into an address: `/Workspaces/post_api_v1_workspaces`. */
  readonly place: string;
}

export interface OperationGroup {
  readonly name: string;
  readonly description: string;
  /** As Swagger UI writes it into an address. */
  readonly place: string;
  readonly operations: readonly Operation[];
}

export interface ApiSummary {
  readonly title: string;
  /** In Markdown. */
  readonly description: string;
  /** In the document's order. */
  readonly groups: readonly OperationGroup[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const isMethod = (name: string): name is (typeof methods)[number] =>
  (methods as readonly string[]).includes(name);

/** Swagger UI's own name of an operation without an id. */
const nameOf = (method: string, path: string): string => `${method}${path.replaceAll(/\W/g, '_')}`;

const placeOf = (...names: readonly string[]): string =>
  names.map((name) => `/${encodeURIComponent(name)}`).join('');

/** What the API has, by its groups. */
export function summaryOf(api: Api): ApiSummary {
  const { info, tags = [], paths = {} } = describeApi(api);
  const all = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter(isMethod)
      .map((method) => {
        const { tags: [group = ''] = [], summary = '' } = item[method] ?? {};
        return { group, method, path, summary, place: placeOf(group, nameOf(method, path)) };
      }),
  );
  const groups = tags.map(({ name, description = '' }) => ({
    name,
    description,
    place: placeOf(name),
    operations: all.filter(({ group }) => group === name),
  }));
  return { title: info.title, description: info.description ?? '', groups };
}
