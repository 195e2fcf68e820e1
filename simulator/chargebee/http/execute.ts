import { parseForm } from '../../core/http/form.ts';
import { header, type HttpRequest } from '../../core/http/request.ts';
import type { Reply } from '../../core/http/send.ts';
import type { Fields } from '../../core/json.ts';
import { listQueryOf } from '../list/list-query.ts';
import type { Resource } from '../resource/resource.ts';
import type { Site } from '../site/site.ts';
import { ChargebeeError, unknownPath, wrongCatalog } from '../wire/chargebee-error.ts';
import { checkPermission, type ApiKey } from '../wire/keys.ts';
import { resourceAt, type Route } from './match-route.ts';
import { writtenFields } from './written-fields.ts';

export interface Caller {
  account: Site;
  apiKey: ApiKey;
}

/** What the API writes here; all else is changed in the process, or by the control API. */
const WRITABLE = new Set(['customers', 'webhook_endpoints']);

const reply = (body: object, objects = 1): Reply => ({
  status: 200,
  json: JSON.stringify(body),
  headers: {},
  objects,
});

/** Executes a request that limits and faults have let through. */
export function execute(request: HttpRequest, { account, apiKey }: Caller, route: Route | undefined): Reply {
  const { method, path } = request;
  if (route === undefined) throw unknownPath(path);
  checkPermission(apiKey, method, route.name);
  if (route.name === 'configurations' && method === 'GET') return reply(configurations(account));
  const resource = resourceAt(account, route, path);
  if (!account.offers(resource.entity)) throw wrongCatalog();
  if (method === 'GET' && route.id === undefined) return list(account, resource, request);
  if (method === 'GET' && route.id !== undefined && route.verb === undefined)
    return reply(resource.wrapped(resource.retrieve(route.id), lineItemsFrom(request)));
  if (method === 'POST' && WRITABLE.has(route.name)) return reply(write(resource, request, route));
  if (method === 'GET' || method === 'POST') throw unknownPath(path);
  throw new ChargebeeError(405, 'http_method_not_supported', `${method} is not supported.`);
}

/** `line_items_offset`, as the part before gave it. */
const lineItemsFrom = ({ query }: HttpRequest): number => {
  const offset = parseForm(query)['line_items_offset'];
  return typeof offset === 'string' ? Number(/\d+/.exec(offset)?.[0] ?? 0) : 0;
};

const configurations = ({ id, catalog, schemaType }: Site) => ({
  configurations: [
    {
      domain: id,
      product_catalog_version: catalog,
      chargebee_response_schema_type: schemaType,
      object: 'configuration',
    },
  ],
});

function list(site: Site, resource: Resource, { query, path }: HttpRequest): Reply {
  const form = parseForm(query);
  const asked = listQueryOf(form);
  const { limit: _, offset: __, ...rest } = form;
  const sameList = `${path} ${JSON.stringify(rest)}`;
  const after = asked.offset === undefined ? undefined : site.offsets.read(asked.offset, sameList);
  const { rows, next } = resource.page(asked, after);
  const answer: Fields = { list: rows.map(({ object }) => resource.wrapped(object)) };
  if (next !== undefined) answer['next_offset'] = site.offsets.give(next, sameList);
  return reply(answer, rows.length);
}

/** `POST /customers`, `POST /customers/{id}`, `POST /customers/{id}/delete`. */
function write(resource: Resource, request: HttpRequest, { id, verb }: Route): Fields {
  const fields = writtenFields(parseForm(request.body));
  const options = { undelivered: header(request, 'chargebee-event-webhook') === 'all-disabled' };
  if (id === undefined) return resource.wrapped(resource.create(fields, options));
  if (verb === undefined) return resource.wrapped(resource.update(id, fields, options));
  if (verb === 'delete') return resource.wrapped(resource.delete(id, options));
  throw unknownPath(request.path);
}
