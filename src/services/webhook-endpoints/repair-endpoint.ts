import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { catchUp, type CatchUp } from './catch-up.ts';
import {
  activeConnection,
  assertOwnEndpoint,
  connectionOf,
  endpointsOf,
  webhookUrlOf,
} from './provider-endpoints.ts';
import { setUpEndpoint, type EndpointDeps } from './set-up-endpoint.ts';
import { hasSecretByHand } from './webhook-secrets.ts';

export interface Repaired {
  readonly row: PaymentConfig;
  /** The sync that reads what was not delivered; null if nothing can have been lost. */
  readonly catchUp: CatchUp | null;
}

/**
 * Asks the provider for the webhook endpoint and makes it what it should be: enables it, corrects its events, or makes a new
 * one. Then an incremental sync reads the events since the endpoint was last known to be right. Changes nothing if nothing
 * is wrong, so it may be called at any time. Throws `not_found`, `provider_not_configured`, `through_platform`, and what the provider answers.
 */
export async function repairEndpoint(
  deps: EndpointDeps & Pick<ServiceDeps, 'gateway'>,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<Repaired> {
  const seen = await activeConnection(deps, { workspaceId: caller.workspaceId, provider });
  assertOwnEndpoint(seen);
  const row = (await confirmedByHand(deps, seen)) ?? (await setUpEndpoint(deps, caller, seen, 'repair'));
  return { row, catchUp: row.webhookGapSince === null ? null : await catchUp(deps, row) };
}

/**
 * The connection whose endpoint a person set up, if that is as it should be. Undefined if it is not: then one is made here,
 * and the secret by hand ends after the grace period.
 */
async function confirmedByHand(deps: EndpointDeps, seen: PaymentConfig): Promise<PaymentConfig | undefined> {
  const { db, dataKeys } = deps;
  const connection = connectionOf(seen);
  const sealer = await dataKeys.of(connection.workspaceId);
  if (!hasSecretByHand(sealer, connection, seen) || seen.webhookRefusedAt !== null) return undefined;
  const at = new Date();
  const endpoints = await endpointsOf(deps, seen);
  const fault = await endpoints.check(
    { url: webhookUrlOf(deps, connection), entityTypes: seen.entityTypes },
    null,
  );
  if (fault !== null) return undefined;
  return await db.inWorkspace(connection.workspaceId, async (ws) => {
    await ws.webhookChecks.record(seen, { fault, at });
    const row = await ws.paymentConfigs.get(connection.provider);
    if (row === undefined) throw new SyncError('provider_not_configured', 'This provider is disconnected.');
    return row;
  });
}
