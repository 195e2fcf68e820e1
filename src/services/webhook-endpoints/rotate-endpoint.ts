import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { PaymentProvider } from '../../domain/payment-provider.ts';
import type { Caller } from '../caller.ts';
import { activeConnection } from './provider-endpoints.ts';
import { setUpEndpoint, type EndpointDeps } from './set-up-endpoint.ts';

/**
 * Exchanges the webhook endpoint and its secret without losing an event: the present one goes on for the grace period.
 * Throws `not_found`, `provider_not_configured`, and what the provider answers.
 */
export async function rotateEndpoint(
  deps: EndpointDeps,
  caller: Caller,
  { provider }: { readonly provider: PaymentProvider },
): Promise<PaymentConfig> {
  const row = await activeConnection(deps, { workspaceId: caller.workspaceId, provider });
  return await setUpEndpoint(deps, caller, row, 'rotate');
}
