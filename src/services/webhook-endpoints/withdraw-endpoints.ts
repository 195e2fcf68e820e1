import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { ServiceDeps } from '../deps.ts';
import { endpointsOf, connectionOf } from './provider-endpoints.ts';
import { openSecrets } from './webhook-secrets.ts';

/**
 * Removes all endpoints that this service made for a connection. Resolves to those that are left, and why: the provider may
 * be away, or the key revoked, and a merchant can disconnect nevertheless. Never throws.
 */
export async function withdrawEndpoints(
  deps: Pick<ServiceDeps, 'providers' | 'keyring' | 'log'>,
  row: PaymentConfig,
): Promise<{ readonly left: readonly string[]; readonly reason: string | null }> {
  const connection = connectionOf(row);
  const left = new Set<string>();
  let reason: string | null = null;
  try {
    if (row.webhookEndpointId !== null) left.add(row.webhookEndpointId);
    for (const { endpointId } of openSecrets(deps.keyring, connection, row.webhookSecretEncrypted)) {
      if (endpointId !== null) left.add(endpointId);
    }
    if (left.size === 0) return { left: [], reason };
    const endpoints = endpointsOf(deps, row);
    for (const endpointId of left) {
      await endpoints.remove(endpointId);
      left.delete(endpointId);
    }
  } catch (err) {
    reason = err instanceof Error ? err.message : null;
    const { workspaceId, provider } = connection;
    deps.log.warn(
      { err, workspace_id: workspaceId, provider, left: [...left] },
      'webhook endpoints not removed',
    );
  }
  return { left: [...left], reason };
}
