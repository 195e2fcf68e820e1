import type { Site } from '../site/site.ts';
import { unknownPath } from '../wire/chargebee-error.ts';

/** A request's path below `/api/v2/`, taken apart. */
export interface Route {
  /** `GET /api/v2/customers/:id`: for the request log; Chargebee's limits count the whole site. */
  endpoint: string;
  /** `customers`, `configurations`. */
  name: string;
  id: string | undefined;
  /** What is done with, or listed below, one object: `delete`, `attached_items`. */
  verb: string | undefined;
}

/** An invalid escape stays as it is: no object has such an id. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

export function matchRoute(method: string, path: string): Route | undefined {
  const [, api, version, name, id, verb, ...rest] = path.split('/');
  if (api !== 'api' || version !== 'v2' || !name || rest.length > 0) return undefined;
  const pattern = `${id === undefined ? '' : '/:id'}${verb === undefined ? '' : `/${verb}`}`;
  return {
    endpoint: `${method} /api/v2/${name}${pattern}`,
    name,
    id: id === undefined ? undefined : decoded(id),
    verb,
  };
}

/** The resource that a route is about; throws as Chargebee does if there is none, or the site's catalog lacks it. */
export function resourceAt(site: Site, route: Route, path: string) {
  const resource = site.find(route.name);
  if (resource === undefined) throw unknownPath(path);
  return resource;
}
