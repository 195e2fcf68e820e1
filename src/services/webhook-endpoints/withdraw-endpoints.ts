import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { ServiceDeps } from '../deps.ts';
import { endpointsOf, connectionOf, webhookUrlOf } from './provider-endpoints.ts';
import { openSecrets } from './webhook-secrets.ts';

export interface Withdrawn {
  /** The endpoints that could not be removed. */
  readonly left: readonly string[];
  readonly reason: string | null;
}

/** For the connection to say; null if nothing is left. */
export const leftBehind = ({ left, reason }: Withdrawn): { code: string; message: string } | null =>
  left.length === 0
    ? null
    : {
        code: 'endpoint_left',
        message: `Not removed at the provider: ${left.join(', ')}. ${reason ?? ''}`.trim(),
      };

const elsewhere = (url: string) =>
  `It does not deliver to ${url}, so it was not removed: another installation may use it. If none does, remove it there.`;

/**
 * Removes all endpoints that this service made for a connection. Resolves to those that are left, and why: the provider may
 * be away, or the key revoked, and a merchant can disconnect nevertheless. One that delivers to another address stays: this
 * database may be a copy of the one that it belongs to. Never throws.
 */
export async function withdrawEndpoints(
  deps: Pick<ServiceDeps, 'providers' | 'dataKeys' | 'log' | 'config'>,
  row: PaymentConfig,
): Promise<Withdrawn> {
  const connection = connectionOf(row);
  const left = new Set<string>();
  let reason: string | null = null;
  try {
    if (row.webhookEndpointId !== null) left.add(row.webhookEndpointId);
    const sealer = await deps.dataKeys.of(connection.workspaceId);
    for (const { endpointId } of openSecrets(sealer, connection, row.webhookSecretEncrypted)) {
      if (endpointId !== null) left.add(endpointId);
    }
    if (left.size === 0) return { left: [], reason };
    const endpoints = await endpointsOf(deps, row);
    const url = webhookUrlOf(deps, connection);
    for (const endpointId of left) {
      if (await endpoints.remove(endpointId, url)) left.delete(endpointId);
      else reason = elsewhere(url);
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
