import { createRoute } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { changeProvider } from '../../services/connections/change-provider.ts';
import { checkCredentials } from '../../services/connections/check-credentials.ts';
import { connectProvider } from '../../services/connections/connect-provider.ts';
import { disconnectProvider } from '../../services/connections/disconnect-provider.ts';
import { repairEndpoint } from '../../services/webhook-endpoints/repair-endpoint.ts';
import { rotateEndpoint } from '../../services/webhook-endpoints/rotate-endpoint.ts';
import { callerOf } from '../caller.ts';
import type { ApiDeps } from '../deps.ts';
import { idempotency, idempotencyRefusals, onlyOnce } from '../idempotency.ts';
import { json, jsonBody, needs, refusals, workspacePath, type Api } from '../route.ts';
import { ofProvider, ofWorkspace } from '../schemas/parameters.ts';
import {
  catchUpJson,
  configuredProvider,
  disconnectedProvider,
  newConnectionOf,
  paymentProvider,
  paymentProviderList,
  providerChange,
  providerChangeOf,
  providerCredentials,
  paymentProviderJson,
  repairedWebhook,
  rotation,
} from '../schemas/payment-provider.ts';
import {
  checkedCredentials,
  checkedCredentialsJson,
  credentialsToCheck,
} from '../schemas/connections/checked-credentials.ts';
import { entityTypesChosen } from '../schemas/choice/entity-choice.ts';
import { problem } from '../schemas/problem.ts';
import { credentialsOf } from '../schemas/provider-credentials.ts';
import { configuredJson, webhookStateOf } from './connections/configured.ts';

const tags = ['Payment providers'];
const otherAccount = { 409: json(problem, '`account_mismatch`: another account is connected.') };
const unchangeable = {
  409: json(
    problem,
    '`account_mismatch`: another account is connected. `account_taken`: this one is, elsewhere. `through_platform`: what is to be changed is the platform’s.',
  ),
};
const platforms = { 409: json(problem, '`through_platform`: the endpoint is the platform’s.') };

const notConnected = { 422: json(problem, '`provider_not_configured`: it is disconnected.') };

const configure = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary: 'Connect a provider account, or give the connected one a new key',
  description:
    'Tries the key at the provider, then stores it encrypted. A key of another account is refused. Creates a webhook ' +
    'endpoint at the provider; if that fails, `webhook` says why and what to do, and all else is configured.',
  ...needs('owner'),
  request: { params: ofProvider, headers: idempotency, body: jsonBody(providerCredentials) },
  responses: {
    200: json(configuredProvider, 'Connected.'),
    ...refusals,
    409: json(problem, `\`account_mismatch\`: another account is connected. ${idempotencyRefusals[409]}`),
    422: json(problem, idempotencyRefusals[422]),
  },
});

const check = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}/check'),
  tags,
  summary: "Try a provider's key: whose it is, and what it may read. Stores nothing",
  description:
    'Asks the provider for one object of each entity that is to be copied, and names each permission that the key lacks. Call it before you connect, to show the merchant what to mend.',
  ...needs('owner'),
  request: { params: ofProvider, body: jsonBody(credentialsToCheck) },
  responses: { 200: json(checkedCredentials, 'What it may.'), ...refusals, ...otherAccount },
});

const change = createRoute({
  method: 'patch',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary:
    'Change a connection: its key, what it copies, the secret of a webhook set up by hand, its read budget, whether it is active',
  description:
    'Without downtime: the secret before stays valid for 24 hours. Switching a connection off cancels its sessions and ' +
    'removes its webhook endpoint. Entities that are added are listed by the next sync, full or incremental; those that are ' +
    'removed are read no more, and their rows stay as they are.',
  ...needs('owner'),
  request: { params: ofProvider, body: jsonBody(providerChange) },
  responses: { 200: json(paymentProvider, 'Changed.'), ...refusals, ...unchangeable, ...notConnected },
});

const disconnect = createRoute({
  method: 'delete',
  path: workspacePath('/payment-providers/{provider}'),
  tags,
  summary: 'Disconnect a provider account: remove its webhook endpoint, forget its key, cancel its sync',
  description: 'The copied rows stay. The same account can be connected again.',
  ...needs('owner'),
  request: { params: ofProvider },
  responses: { 200: json(disconnectedProvider, 'Disconnected.'), ...refusals },
});

const rotate = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}/webhook/rotate'),
  tags,
  summary: 'Exchange the webhook endpoint and its secret without losing an event',
  description:
    'A second endpoint takes over. The present one is removed after 24 hours; until then each event comes twice and is ' +
    'stored once. With `old_secrets` `end` the present one ends now; what the provider has not delivered to it by then, the next ' +
    'incremental sync reads.',
  ...needs('owner'),
  request: { params: ofProvider, headers: idempotency, body: jsonBody(rotation, false) },
  responses: {
    200: json(paymentProvider, 'Exchanged.'),
    ...refusals,
    409: json(problem, `\`through_platform\`: the endpoint is the platform’s. ${idempotencyRefusals[409]}`),
    422: json(problem, `\`provider_not_configured\`. ${idempotencyRefusals[422]}`),
  },
});

const repair = createRoute({
  method: 'post',
  path: workspacePath('/payment-providers/{provider}/webhook/repair'),
  tags,
  summary: 'Make the webhook endpoint what it should be, and read what it did not deliver',
  description:
    'Asks the provider for the endpoint: enables it, corrects its events, or makes a new one if it was deleted, moved, changed ' +
    'to another API version or given another secret. Then starts an incremental sync if events may have been lost, or queues ' +
    'it behind the session that runs. Changes nothing if nothing is wrong. An endpoint at another address than this ' +
    "installation's is neither moved nor removed.",
  ...needs('owner'),
  request: { params: ofProvider },
  responses: { 200: json(repairedWebhook, 'As it should be.'), ...refusals, ...platforms, ...notConnected },
});

const list = createRoute({
  method: 'get',
  path: workspacePath('/payment-providers'),
  tags,
  summary: 'List connected provider accounts',
  description:
    "With the state of each connection's webhook here and at the provider, what it copies, and its read budget. No answer has a key in it.",
  ...needs('viewer'),
  request: { params: ofWorkspace },
  responses: { 200: json(paymentProviderList, 'All of them.'), ...refusals },
});

export function paymentProviderRoutes(api: Api, deps: ApiDeps): void {
  const stateOf = (row: PaymentConfig) => webhookStateOf(deps, row);
  const present = async (row: PaymentConfig) => {
    const { meter, left } = await deps.db.inWorkspace(row.workspaceId, async ({ reads, listings }) => ({
      meter: await reads.meter(row.providerName),
      left: await listings.left(row.providerName, row.entityTypes),
    }));
    return paymentProviderJson(row, stateOf(row), meter, left);
  };

  api.openapi(configure, (c) =>
    onlyOnce(deps, c, async () => {
      const { provider } = c.req.valid('param');
      const wanted = newConnectionOf(deps.providers[provider], c.req.valid('json'));
      return c.json(configuredJson(deps, await connectProvider(deps, callerOf(c), wanted)), 200);
    }),
  );

  api.openapi(check, async (c) => {
    const { provider } = c.req.valid('param');
    const body = c.req.valid('json');
    const credentials = credentialsOf(provider, body) ?? {};
    const entityTypes = entityTypesChosen(deps.providers[provider], body.entity_types);
    const checked = await checkCredentials(deps, callerOf(c), { provider, credentials, entityTypes });
    return c.json(checkedCredentialsJson(provider, checked), 200);
  });

  api.openapi(change, async (c) => {
    const { provider } = c.req.valid('param');
    const change = providerChangeOf(deps.providers[provider], c.req.valid('json'));
    const wanted = { provider, change };
    return c.json(await present(await changeProvider(deps, callerOf(c), wanted)), 200);
  });

  api.openapi(disconnect, async (c) => {
    const { provider } = c.req.valid('param');
    const { row, left, reason } = await disconnectProvider(deps, callerOf(c), { provider });
    return c.json(
      {
        message: 'Payment provider disconnected',
        provider,
        config_id: row.id,
        webhook_endpoints_left: [...left],
        ...(reason !== null && { reason }),
      },
      200,
    );
  });

  api.openapi(rotate, (c) =>
    onlyOnce(deps, c, async () => {
      const { provider } = c.req.valid('param');
      // The body may be omitted.
      const { old_secrets: oldSecrets } = rotation.parse(c.req.valid('json'));
      return c.json(await present(await rotateEndpoint(deps, callerOf(c), { provider, oldSecrets })), 200);
    }),
  );

  api.openapi(repair, async (c) => {
    const { provider } = c.req.valid('param');
    const { row, catchUp } = await repairEndpoint(deps, callerOf(c), { provider });
    return c.json({ ...(await present(row)), catch_up: catchUpJson(catchUp) }, 200);
  });

  api.openapi(list, async (c) => {
    const rows = await deps.db.inWorkspace(c.get('workspace').id, (ws) => ws.paymentConfigs.list());
    return c.json({ providers: await Promise.all(rows.map(present)), total: rows.length }, 200);
  });
}
