import { accountRoute, balanceRoute } from '../account/routes.ts';
import type { StripeAccount } from '../account/account.ts';
import type { Entity } from '../entity/entity.ts';
import type { Answer, Call, Routes } from '../entity/routes.ts';
import type { Permission } from '../wire/key-ring.ts';

/** A request, with the mode of its key. */
interface KeyedCall extends Pick<Call<unknown>, 'form' | 'options'> {
  livemode: boolean;
}

/** Executes a request on an account. */
export type Run = (account: StripeAccount, request: KeyedCall) => Answer;

export interface Route {
  /** `GET /v1/customers/:id`: what Stripe counts as one endpoint. */
  endpoint: string;
  /** The permission that a restricted key needs. */
  access: { name: string; permission: Permission };
  run: Run;
}

type Verb = keyof Routes<unknown>;

const VERBS: Record<string, { all?: Verb; one: Verb }> = {
  GET: { all: 'list', one: 'retrieve' },
  POST: { all: 'create', one: 'update' },
  DELETE: { one: 'delete' },
};

const singles: readonly Route[] = [accountRoute, balanceRoute];

/** Finds the route of a request: `/v1/<path>` or `/v1/<path>/<id>` of an entity. */
export function routeMatcher(
  entities: readonly Entity[],
): (method: string, path: string) => Route | undefined {
  const byPath = new Map(entities.map((entity) => [entity.path ?? entity.name, entity]));
  return (method, path) => {
    const [, version, ...segments] = path.split('/');
    const verbs = VERBS[method];
    if (version !== 'v1' || !verbs) return undefined;
    const single = singles.find(({ endpoint }) => endpoint === `${method} ${path}`);
    if (single !== undefined) return single;
    const length = byPath.has(segments[0] ?? '') ? 1 : 2;
    const name = segments.slice(0, length).join('/');
    const [id, ...rest] = segments.slice(length);
    const entity = byPath.get(name);
    const verb = id === undefined ? verbs.all : verbs.one;
    const list = method === 'GET' && rest.length === 1 ? entity?.nested?.[rest[0]!] : undefined;
    if (entity !== undefined && list !== undefined && id !== undefined)
      return {
        endpoint: `${method} /v1/${name}/:id/${rest[0]}`,
        access: entity,
        run: (account, request) => list.list(callOf(account, entity, request, decoded(id))),
      };
    if (!entity || !verb || rest.length > 0 || !entity.routes[verb]) return undefined;
    return {
      endpoint: `${method} /v1/${name}${id === undefined ? '' : '/:id'}`,
      access: entity,
      run: runOf(entity, verb, id === undefined ? '' : decoded(id)),
    };
  };
}

const runOf =
  (entity: Entity, verb: Verb, id: string): Run =>
  (account, request) =>
    entity.routes[verb]!(callOf(account, entity, request, id));

function callOf(
  { entities }: StripeAccount,
  { name }: Entity,
  request: KeyedCall,
  id: string,
): Call<unknown> {
  const { resource, context } = entities.get(name)!;
  return { ...request, resource, context, id };
}

/** An invalid escape stays as it is: no object has such an id. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
