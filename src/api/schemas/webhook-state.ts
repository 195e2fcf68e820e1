import type { z } from 'zod';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import type { Provider } from '../../providers/provider.ts';
import type { webhook } from './payment-provider.ts';

/** What a person can do apart from setting the endpoint up by hand, by the code of the provider's answer. */
const remedies: Record<string, string> = {
  provider_forbidden: 'Give the key the permission to write webhook endpoints and configure it again.',
  provider_unauthorized: 'Configure a valid key.',
  provider_rejected:
    'Remove the cause at the provider (an endpoint too many, an address it cannot reach) and configure again.',
  provider_unavailable: 'Configure the provider again in a while.',
  provider_rate_limited: 'Configure the provider again in a while.',
};

/** The state of a connection's webhook endpoint: if there is none, why, and what a person can do. */
export function webhookState(
  row: PaymentConfig,
  { displayName, webhooks }: Pick<Provider, 'displayName' | 'webhooks'>,
): z.infer<typeof webhook> {
  const url = row.webhookUrl ?? '';
  const events = [...webhooks.eventTypes];
  const active = row.webhookEndpointId !== null;
  const problem = row.webhookProblem as { code: string; message: string } | null;
  const byHand =
    `Make a webhook endpoint for ${url} in ${displayName}'s dashboard, with the API version ${webhooks.apiVersion} ` +
    'and these events, and give its signing secret as webhook_secret.';
  if (problem !== null) {
    const remedy = remedies[problem.code] ?? '';
    const whatToDo = active ? remedy : `${remedy} Or: ${byHand}`.trim();
    return {
      status: active ? 'active' : 'manual',
      url,
      events,
      reason: problem.message,
      what_to_do: whatToDo,
    };
  }
  if (active) return { status: 'active', url, events };
  if (row.webhookSecretEncrypted !== null && row.isActive) return { status: 'manual', url, events };
  const reason = row.isActive ? 'No webhook endpoint is set up.' : 'The provider is disconnected.';
  return { status: 'manual', url, events, reason, what_to_do: row.isActive ? byHand : 'Configure it again.' };
}
