import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Caller } from '../caller.ts';
import { removeRetired } from './remove-retired-endpoints.ts';
import { activeConnection, assertOwnEndpoint } from './provider-endpoints.ts';
import { setUpEndpoint, type EndpointDeps } from './set-up-endpoint.ts';
import type { OldSecrets } from './webhook-secrets.ts';

/**
 * Exchanges the webhook endpoint and its secret without losing an event: the present one goes on for the grace period. With
 * `oldSecrets: 'end'` its secret ends now, and it is removed: what was not delivered to it is left to the next sync. Throws `not_found`, `provider_not_configured`, `through_platform`, and what the provider answers.
 */
export async function rotateEndpoint(
  deps: EndpointDeps,
  caller: Caller,
  { provider, oldSecrets }: { readonly provider: PaymentProvider; readonly oldSecrets: OldSecrets },
): Promise<PaymentConfig> {
  const connection = { workspaceId: caller.workspaceId, provider };
  const row = await activeConnection(deps, connection);
  assertOwnEndpoint(row);
  const rotated = await setUpEndpoint(deps, caller, row, 'rotate', oldSecrets);
  if (oldSecrets === 'end') await removeRetired(deps, connection);
  return rotated;
}
