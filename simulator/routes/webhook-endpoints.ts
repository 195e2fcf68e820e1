import type { Account } from '../account.ts';
import { required, text, type Params } from '../http/params.ts';
import { invalid } from '../http/stripe-error.ts';
import type { Fields } from '../objects/wire.ts';
import { change, listOf, retrieveOf, type Routes } from './route.ts';

const UPDATE: Params = {
  description: 'string',
  disabled: 'boolean',
  enabled_events: { array: 'string' },
  metadata: 'metadata',
  url: 'string',
};
const CREATE: Params = {
  api_version: 'string',
  connect: 'ignored',
  description: 'string',
  enabled_events: { array: 'string' },
  metadata: 'metadata',
  url: 'string',
};

/** Unlike Stripe the simulator takes addresses that the Internet cannot reach: that is where tests listen. */
function checkUrl(values: Fields): void {
  const url = text(values, 'url');
  if (url === undefined || (URL.canParse(url) && /^https?:/.test(url))) return;
  throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
    code: 'url_invalid',
    param: 'url',
  });
}

const pick = (account: Account) => account.webhookEndpoints;

export const webhookEndpointRoutes: Routes = {
  list: listOf('/v1/webhook_endpoints', 'webhook_endpoint', pick, {}, () => ({})),
  create: change('webhook_endpoint', CREATE, (account, values) => {
    required(values, 'url', 'enabled_events');
    checkUrl(values);
    return account.webhookEndpoints.create(values);
  }),
  retrieve: retrieveOf('webhook_endpoint', pick),
  update: change('webhook_endpoint', UPDATE, (account, values, id) => {
    checkUrl(values);
    return account.webhookEndpoints.update(id, values);
  }),
  delete: change('webhook_endpoint', {}, (account, _, id) => account.webhookEndpoints.delete(id)),
};
