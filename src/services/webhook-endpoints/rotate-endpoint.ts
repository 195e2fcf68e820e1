import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Caller } from '../caller.ts';
import type { ServiceDeps } from '../deps.ts';
import { notFound } from '../not-found.ts';
import { setUpEndpoint } from './set-up-endpoint.ts';

/**
 * Exchanges the webhook endpoint and its secret without losing an event: the present one goes on for the grace period.
 * Throws `not_found`, `provider_not_configured`, and what the provider answers.
 */
export async function rotateEndpoint(
  deps: Pick<ServiceDeps, 'db' | 'providers' | 'keyring' | 'config' | 'log'>,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<PaymentConfig> {
  const row = await deps.db.inWorkspace(caller.workspaceId, (ws) => ws.paymentConfigs.get(provider));
  if (row === undefined) throw notFound('payment provider');
  if (!row.isActive) throw new SyncError('provider_not_configured', 'This provider is disconnected.');
  return await setUpEndpoint(deps, caller, row, { rotate: true });
}
