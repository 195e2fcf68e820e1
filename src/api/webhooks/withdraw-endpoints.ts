import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { Connection } from '../../domain/connection.ts';
import type { ApiDeps } from '../deps.ts';
import { endpointsOf } from './set-up-webhook.ts';
import { openSecrets } from './webhook-secrets.ts';

/**
 * Removes all endpoints that this service made for a connection. Resolves to those that are left, with why: a provider
 * that is away, or a key that was revoked, keeps nobody from disconnecting.
 */
export async function withdrawEndpoints(
  deps: ApiDeps,
  connection: Connection,
  row: PaymentConfig,
): Promise<{ readonly left: readonly string[]; readonly reason: string | null }> {
  const { workspaceId, provider } = connection;
  const left = new Set<string>();
  let reason: string | null = null;
  try {
    if (row.webhookEndpointId !== null) left.add(row.webhookEndpointId);
    for (const { endpointId } of openSecrets(deps.keyring, connection, row.webhookSecretEncrypted)) {
      if (endpointId !== null) left.add(endpointId);
    }
    if (left.size === 0) return { left: [], reason };
    const endpoints = endpointsOf(deps, connection, row);
    for (const endpointId of left) {
      await endpoints.remove(endpointId);
      left.delete(endpointId);
    }
  } catch (err) {
    reason = err instanceof Error ? err.message : null;
    deps.log.warn(
      { err, workspace_id: workspaceId, provider, left: [...left] },
      'webhook endpoints not removed',
    );
  }
  return { left: [...left], reason };
}
