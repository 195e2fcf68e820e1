import type { PaymentConfig } from '../../../db/connections/payment-configs.ts';
import { deliveryUrlOf } from '../../../services/webhook-endpoints/provider-endpoints.ts';
import type { ApiDeps } from '../../deps.ts';
import { webhookState } from '../../schemas/webhook-state.ts';

type Deps = Pick<ApiDeps, 'providers' | 'config'>;

export const webhookStateOf = (deps: Deps, row: PaymentConfig) =>
  webhookState(row, deps.providers[row.providerName], deliveryUrlOf(deps, row));

/** The answer to connecting an account, by whatever way. */
export const configuredJson = (deps: Deps, row: PaymentConfig) => ({
  message: 'Payment provider configured successfully',
  provider: row.providerName,
  webhook_url: row.webhookUrl ?? '',
  config_id: row.id,
  webhook: webhookStateOf(deps, row),
});
