import type { Connection } from '../../domain/connection.ts';
import type { ServiceDeps } from '../deps.ts';
import { endpointsOf, webhookUrlOf } from './provider-endpoints.ts';
import { isValid, openSecrets, sealSecrets, type WebhookSecret } from './webhook-secrets.ts';

const isRetired = (secret: WebhookSecret) => secret.endpointId !== null && !isValid(secret, Date.now());

/**
 * Removes a connection's endpoints whose grace period is over, at the provider and with their secrets. One at another address
 * is another installation's: it stays, and only its secret is forgotten.
 */
async function removeRetiredEndpoints(
  deps: Pick<ServiceDeps, 'db' | 'providers' | 'dataKeys' | 'config'>,
  connection: Connection,
): Promise<void> {
  const { db, dataKeys } = deps;
  const row = await db.inWorkspace(connection.workspaceId, (ws) =>
    ws.paymentConfigs.get(connection.provider),
  );
  if (row === undefined) return;
  const sealer = await dataKeys.of(connection.workspaceId);
  const retired = openSecrets(sealer, connection, row.webhookSecretEncrypted).filter(isRetired);
  if (retired.length === 0) return;
  const endpoints = await endpointsOf(deps, row);
  const url = webhookUrlOf(deps, connection);
  for (const { endpointId } of retired) if (endpointId !== null) await endpoints.remove(endpointId, url);
  const removed = new Set(retired.map(({ endpointId }) => endpointId));
  await db.inWorkspace(connection.workspaceId, async (ws) => {
    const locked = await ws.paymentConfigs.lock(connection.provider);
    if (locked === undefined) return;
    const left = openSecrets(sealer, connection, locked.webhookSecretEncrypted).filter(
      ({ endpointId }) => !removed.has(endpointId),
    );
    await ws.paymentConfigs.update(connection.provider, {
      webhookSecretEncrypted: sealSecrets(sealer, connection, left),
    });
  });
}

/** As above, and never throws. If the provider is away, a later webhook tries again: the secrets have ended already. */
export async function removeRetired(
  deps: Parameters<typeof removeRetiredEndpoints>[0] & Pick<ServiceDeps, 'log'>,
  connection: Connection,
): Promise<void> {
  try {
    await removeRetiredEndpoints(deps, connection);
  } catch (err) {
    const { workspaceId, provider } = connection;
    deps.log.warn({ err, workspace_id: workspaceId, provider }, 'retired webhook endpoint not removed');
  }
}
