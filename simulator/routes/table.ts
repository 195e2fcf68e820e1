import { readParams } from '../http/params.ts';
import { customerRoutes } from './customers.ts';
import { eventRoutes } from './events.ts';
import { priceRoutes } from './prices.ts';
import { productRoutes } from './products.ts';
import type { Handler, Routes } from './route.ts';
import { subscriptionItemRoutes } from './subscription-items.ts';
import { subscriptionRoutes } from './subscriptions.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';

const account: Handler = ({ account, form }) => {
  readParams(form, { expand: { array: 'string' } });
  return { json: JSON.stringify(account.profile()), objects: 1 };
};

/** `/v1/<name>` and `/v1/<name>/<id>`. */
const RESOURCES: Record<string, Routes> = {
  account: { list: account },
  customers: customerRoutes,
  events: eventRoutes,
  prices: priceRoutes,
  products: productRoutes,
  subscription_items: subscriptionItemRoutes,
  subscriptions: subscriptionRoutes,
  webhook_endpoints: webhookEndpointRoutes,
};

export interface Match {
  /** `GET /v1/customers/:id`: what Stripe counts as one endpoint. */
  endpoint: string;
  resource: string;
  id: string;
  handler: Handler;
}

const VERBS: Record<string, [list: keyof Routes | undefined, one: keyof Routes]> = {
  GET: ['list', 'retrieve'],
  POST: ['create', 'update'],
  DELETE: [undefined, 'delete'],
};

/** The handler of a request, or undefined for a URL that the simulator does not know. */
export function matchRoute(method: string, path: string): Match | undefined {
  const [, version, resource = '', id, ...rest] = path.split('/');
  const verbs = VERBS[method];
  if (version !== 'v1' || rest.length > 0 || !verbs || !Object.hasOwn(RESOURCES, resource)) return undefined;
  const verb = verbs[id === undefined ? 0 : 1];
  const handler = verb && RESOURCES[resource]![verb];
  if (!handler) return undefined;
  const endpoint = `${method} /v1/${resource}${id === undefined ? '' : '/:id'}`;
  return { endpoint, resource, id: id === undefined ? '' : decoded(id), handler };
}

/** What is no valid escape is no known id either. */
function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
