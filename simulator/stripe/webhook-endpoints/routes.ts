import type { Fields } from '../../core/json.ts';
import { change, routesOf, type Routes } from '../entity/routes.ts';
import { required, text, type Params } from '../wire/params.ts';
import { invalid } from '../wire/stripe-error.ts';
import type { WebhookEndpoint } from './object.ts';
import type { WebhookEndpoints } from './resource.ts';

const UPDATE: Params = {
  description: 'string',
  disabled: 'boolean',
  enabled_events: { array: 'string' },
  metadata: 'metadata',
  url: 'string',
};
const CREATE: Params = {
  api_version: 'string',
  connect: 'boolean',
  description: 'string',
  enabled_events: { array: 'string' },
  metadata: 'metadata',
  url: 'string',
};

/** Unlike Stripe the simulator accepts addresses that the Internet cannot reach, because tests listen there. */
function checkUrl(values: Fields): void {
  const url = text(values, 'url');
  if (url === undefined || (URL.canParse(url) && /^https?:/.test(url))) return;
  throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
    code: 'url_invalid',
    param: 'url',
  });
}

export const webhookEndpointRoutes: Routes<WebhookEndpoints> = {
  ...routesOf<WebhookEndpoint, WebhookEndpoints>({ list: {}, create: CREATE, update: UPDATE }, () => ({})),
  create: change(CREATE, ({ resource }, values) => {
    required(values, 'url', 'enabled_events');
    checkUrl(values);
    return resource.create(values);
  }),
  update: change(UPDATE, ({ resource, id }, values) => {
    checkUrl(values);
    return resource.update(id, values);
  }),
};
