import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import type { Api } from '../../src/api/route.ts';
import { openSecrets } from '../../src/services/webhook-endpoints/webhook-secrets.ts';
import type { WorkspaceId } from '../../src/domain/ids.ts';
import { stripeApiVersion } from '../../src/providers/stripe/stripe-api-version.ts';
import type { TestApi } from './api.ts';

const { webhooks } = new Stripe('sk_test_of_nobody');

/** An event as Stripe sends it; `more` replaces fields. */
export const eventBody = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    id: `evt_${randomUUID().replaceAll('-', '')}`,
    object: 'event',
    api_version: stripeApiVersion,
    created: Math.floor(Date.now() / 1000),
    type: 'customer.updated',
    data: { object: { id: 'cus_1', object: 'customer', created: 1_700_000_000 } },
    ...more,
  });

/** `Stripe-Signature`, made by Stripe's own library; `secondsAgo` below zero is the future. */
export const signature = (payload: string, secret: string, secondsAgo = 0): string =>
  webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(Date.now() / 1000) - secondsAgo,
  });

export const webhookPath = (workspace: string, provider = 'stripe') => `/webhooks/${provider}/${workspace}`;

/** A delivery as Stripe makes it. */
export async function deliver(app: Pick<Api, 'request'>, workspace: string, body: string, secret: string) {
  return await app.request(webhookPath(workspace), {
    method: 'POST',
    headers: {
      'stripe-signature': signature(body, secret),
      'content-type': 'application/json; charset=utf-8',
    },
    body,
  });
}

/** A workspace connected to an account of its own, and the secret of its endpoint. */
export async function connectedWorkspace(
  api: TestApi,
): Promise<{ workspace: WorkspaceId; secret: string; key: string }> {
  const workspace = await api.workspace();
  const key = await api.key(workspace, 'owner');
  const apiKey = `sk_test_${randomUUID().replaceAll('-', '')}`;
  api.simulator.createAccount({ id: `acct_${apiKey.slice(8)}`, keys: [apiKey], limits: 'off' });
  const path = `/api/v1/workspaces/${workspace}/payment-providers/stripe`;
  await api.request('POST', path, { key, body: { api_key: apiKey } });
  const [latest] = await secretsOf(api, workspace);
  if (latest === undefined) throw new Error('no webhook endpoint was made');
  return { workspace, secret: latest, key };
}

/** The newest first. */
export async function secretsOf({ db, dataKeys }: TestApi, workspace: WorkspaceId): Promise<string[]> {
  const row = await db.inWorkspace(workspace, (ws) => ws.paymentConfigs.get('stripe'));
  const owner = { workspaceId: workspace, provider: 'stripe' } as const;
  return openSecrets(await dataKeys.of(workspace), owner, row?.webhookSecretEncrypted ?? null).map(
    ({ secret }) => secret,
  );
}
