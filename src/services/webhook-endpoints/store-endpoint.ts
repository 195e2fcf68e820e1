import type { PaymentConfig, PaymentConfigChange } from '../../db/connections/payment-configs.ts';
import { losesEvents, type WebhookFault } from '../../domain/webhook-fault.ts';
import { auditEntry, type Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { connectionOf } from './provider-endpoints.ts';
import { addSecret, endReplaced, openSecrets, sealSecrets, type OldSecrets } from './webhook-secrets.ts';

interface EndpointInPlace {
  readonly endpointId: string;
  /** Null for an endpoint that was kept. */
  readonly secret: string | null;
  readonly url: string;
  /** What was wrong with the one before. */
  readonly found: WebhookFault | null;
  readonly askedAt: Date;
  readonly oldSecrets?: OldSecrets;
}

/**
 * Stores that the connection has this endpoint, as it should be; with the secret of a new one. Undefined if the endpoint in
 * use is no longer the one in `seen`, or the connection was switched off.
 */
export async function storeEndpoint(
  { db, dataKeys }: Pick<ServiceDeps, 'db' | 'dataKeys'>,
  caller: Caller,
  seen: PaymentConfig,
  { endpointId, secret, url, found, askedAt, oldSecrets = 'keep' }: EndpointInPlace,
): Promise<PaymentConfig | undefined> {
  const connection = connectionOf(seen);
  const { provider } = connection;
  const sealer = await dataKeys.of(connection.workspaceId);
  return await db.inWorkspace(connection.workspaceId, async (ws) => {
    const row = await ws.paymentConfigs.lock(provider);
    if (row?.isActive !== true || row.webhookEndpointId !== seen.webhookEndpointId) return undefined;
    const audit = (action: string, details: Record<string, unknown>) =>
      ws.auditLog.append(
        auditEntry(caller, action, `${provider}:${endpointId}`, {
          ...details,
          ...(found !== null && { found: found.code }),
        }),
      );
    const kept: PaymentConfigChange = {
      webhookEndpointId: endpointId,
      webhookUrl: url,
      webhookProblem: null,
      webhookConfirmedAt: askedAt,
      webhookGapSince: gapOf(row, found),
    };
    if (secret === null) {
      if (found !== null) await audit('payment_provider.webhook_repaired', {});
      return await ws.paymentConfigs.update(provider, kept);
    }
    const now = Date.now();
    const secrets = addSecret(
      openSecrets(sealer, connection, row.webhookSecretEncrypted),
      { secret, endpointId },
      now,
    );
    await audit('payment_provider.webhook_created', {
      replaces: row.webhookEndpointId,
      ...(oldSecrets === 'end' && { old_secrets: 'ended' }),
    });
    const left = oldSecrets === 'end' ? endReplaced(secrets, now) : secrets;
    const webhookSecretEncrypted = sealSecrets(sealer, connection, left);
    return await ws.paymentConfigs.update(provider, {
      ...kept,
      webhookSecretEncrypted,
      webhookRefusedAt: null,
    });
  });
}

/** From when on webhooks may have been lost. Null if none can have been, or nothing is copied yet. */
function gapOf(
  { webhookGapSince, webhookConfirmedAt, lastSyncAt, createdAt }: PaymentConfig,
  found: WebhookFault | null,
): Date | null {
  if (webhookGapSince !== null || found === null || !losesEvents(found)) return webhookGapSince;
  return lastSyncAt === null ? null : (webhookConfirmedAt ?? createdAt);
}
