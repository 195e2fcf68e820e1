import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { EntityType } from '../../domain/entities/entities.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { WebhookFault } from '../../domain/webhook-fault.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { endpointsOf, connectionOf, webhookUrlOf } from './provider-endpoints.ts';
import { storeEndpoint } from './store-endpoint.ts';
import { openSecrets, type OldSecrets, type WebhookSecret } from './webhook-secrets.ts';

export type EndpointDeps = Pick<ServiceDeps, 'db' | 'providers' | 'dataKeys' | 'config' | 'log'>;

/**
 * `ensure`: keeps the endpoint if it fits; the provider's refusal is noted in the connection and does not make the
 * configuration fail. `repair`: the same, but the refusal is thrown; an endpoint whose webhooks are refused for their
 * signature is replaced. `rotate`: a second one takes over, while the present one goes on for the grace period.
 */
export type SetUpMode = 'ensure' | 'repair' | 'rotate';

/** The endpoint in use, if its secret is known. */
const knownEndpoint = (
  { webhookEndpointId }: PaymentConfig,
  secrets: readonly WebhookSecret[],
): string | null =>
  secrets.some(({ endpointId }) => endpointId === webhookEndpointId) ? webhookEndpointId : null;

const isProviders = (error: unknown): error is SyncError =>
  error instanceof SyncError && error.code.startsWith('provider_');

const refusedSignatures: WebhookFault = {
  code: 'signatures_refused',
  message: 'Its webhooks were refused for their signature.',
};

/**
 * Makes sure that an active connection has its webhook endpoint at the provider, at this installation's address. An endpoint
 * at another address stays as it is: another installation may live on it. Resolves to the connection as it is afterwards.
 * `oldSecrets` says what becomes of those that a new endpoint replaces. `followed`: the entities whose events the present one
 * should have delivered until now.
 */
export async function setUpEndpoint(
  deps: EndpointDeps,
  caller: Caller,
  seen: PaymentConfig,
  mode: SetUpMode = 'ensure',
  oldSecrets: OldSecrets = 'keep',
  followed: readonly EntityType[] = seen.entityTypes,
): Promise<PaymentConfig> {
  const { db, dataKeys } = deps;
  const connection = connectionOf(seen);
  const { workspaceId, provider } = connection;
  const sealer = await dataKeys.of(workspaceId);
  const url = webhookUrlOf(deps, connection);
  const request = { url, owner: workspaceId, entityTypes: seen.entityTypes, followed };
  const useless = mode === 'repair' && seen.webhookRefusedAt !== null;
  const known = useless
    ? null
    : knownEndpoint(seen, openSecrets(sealer, connection, seen.webhookSecretEncrypted));
  const endpoints = await endpointsOf(deps, seen);
  const askedAt = new Date();
  try {
    const made =
      mode === 'rotate'
        ? { ...(await endpoints.create(request)), superseded: [], found: null }
        : await endpoints.ensure(request, known);
    const found = useless ? refusedSignatures : made.found;
    const stored = await storeEndpoint(deps, caller, seen, { ...made, found, url, askedAt, oldSecrets });
    if (stored === undefined) {
      // Another request was quicker: its endpoint stays, and the one made here has no use.
      if (made.secret !== null) await endpoints.remove(made.endpointId, url);
      return (await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.get(provider))) ?? seen;
    }
    for (const id of made.superseded.filter((id) => id !== known)) await endpoints.remove(id, url);
    return stored;
  } catch (error) {
    if (mode !== 'ensure' || !isProviders(error)) throw error;
    deps.log.warn({ err: error, workspace_id: workspaceId, provider }, 'webhook endpoint not set up');
    const webhookProblem = { code: error.code, message: error.message };
    return (
      (await db.inWorkspace(workspaceId, (ws) => ws.paymentConfigs.update(provider, { webhookProblem }))) ??
      seen
    );
  }
}
