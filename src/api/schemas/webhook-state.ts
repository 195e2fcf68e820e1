import { z } from '@hono/zod-openapi';
import type { PaymentConfig } from '../../db/connections/payment-configs.ts';
import { isWebhookFault } from '../../domain/webhook-fault.ts';
import type { Provider } from '../../providers/provider.ts';
import { instant } from './parameters.ts';

export const webhook = z
  .object({
    status: z.enum(['active', 'needs_repair', 'manual', 'platform']).openapi({
      description:
        '`active`: this service created the endpoint, and the provider had it as it should be when it was last asked. ' +
        '`needs_repair`: the provider has deleted, disabled or changed it, or its webhooks are refused for their signature, ' +
        'as after its secret was rolled at the provider (which only refused webhooks show). ' +
        '`manual`: a person sets it up; if that is not done yet, or something is wrong with it, `what_to_do` says how. ' +
        '`platform`: the events come by the platform’s one endpoint; `reason` says if something is wrong with it.',
    }),
    url: z.string(),
    events: z.array(z.string()),
    reason: z.string().optional().openapi({ description: 'What is wrong, in words.' }),
    what_to_do: z.string().optional(),
    gap_since: instant.optional().openapi({
      description:
        'Changes since then may have been delivered to nobody. The next completed sync reads them from the provider.',
    }),
  })
  .openapi('WebhookState');

/** What a person can do apart from setting the endpoint up by hand, by the code of the provider's answer. */
const remedies: Record<string, string> = {
  provider_forbidden: 'Give the key the permission to write webhook endpoints and configure it again.',
  provider_unauthorized: 'Configure a valid key.',
  provider_rejected:
    'Remove the cause at the provider (an endpoint too many, an address it cannot reach) and configure again.',
  provider_unavailable: 'Configure the provider again in a while.',
  provider_rate_limited: 'Configure the provider again in a while.',
};

const repair =
  'POST …/payment-providers/{provider}/webhook/repair mends it, and starts an incremental sync that reads what was not ' +
  'delivered.';

interface Wrong {
  readonly reason: string;
  readonly whatToDo: string;
}

/** The state of a connection's webhook endpoint: if it is not as it should be, why, and what a person can do. */
export function webhookState(
  row: PaymentConfig,
  { displayName, webhooks }: Pick<Provider, 'displayName' | 'webhooks'>,
  ownUrl: string,
): z.infer<typeof webhook> {
  const active = row.webhookEndpointId !== null;
  const url = row.webhookUrl ?? ownUrl;
  if (row.throughPlatform) return platformState(row, webhooks, url);
  const byHand =
    `Make a webhook endpoint for ${ownUrl} in ${displayName}'s dashboard, with the API version ${webhooks.apiVersion} ` +
    'and these events, and give its signing secret as webhook_secret.';
  const wrong = faultOf(row, ownUrl, displayName) ?? problemOf(row, byHand);
  const needsRepair = active && wrong !== undefined && wrong.whatToDo === repair;
  return {
    status: needsRepair ? 'needs_repair' : active ? 'active' : 'manual',
    url,
    events: [...webhooks.eventTypesOf(row.entityTypes)],
    ...(wrong !== undefined && { reason: wrong.reason, what_to_do: wrong.whatToDo }),
    ...(row.webhookGapSince !== null && { gap_since: row.webhookGapSince.toISOString() }),
  };
}

/** Only the operator can mend the platform's endpoint. */
function platformState(
  row: PaymentConfig,
  webhooks: Pick<Provider, 'webhooks'>['webhooks'],
  url: string,
): z.infer<typeof webhook> {
  const { isActive, webhookProblem, webhookGapSince } = row;
  const reason = isActive ? webhookProblem?.['message'] : 'The provider is disconnected.';
  return {
    status: 'platform',
    url,
    events: [...webhooks.eventTypesOf(row.entityTypes)],
    ...(typeof reason === 'string' && { reason }),
    ...(webhookGapSince !== null && { gap_since: webhookGapSince.toISOString() }),
  };
}

/** What is wrong with an endpoint that there is, or was. */
function faultOf(row: PaymentConfig, ownUrl: string, displayName: string): Wrong | undefined {
  const { isActive, webhookUrl, webhookEndpointId, webhookRefusedAt } = row;
  if (!isActive) return undefined;
  if (webhookEndpointId !== null && webhookUrl !== null && webhookUrl !== ownUrl) {
    return {
      reason:
        `The endpoint ${webhookEndpointId} delivers to ${webhookUrl}, and this installation is at ${ownUrl} ` +
        '(PUBLIC_BASE_URL): it belongs to another installation, or the address has changed. It is neither moved nor removed.',
      whatToDo: repair,
    };
  }
  const problem = row.webhookProblem as { code: string; message: string } | null;
  if (problem !== null && isWebhookFault(problem.code)) return { reason: problem.message, whatToDo: repair };
  if (webhookRefusedAt === null) return undefined;
  return {
    reason:
      `A webhook was refused for its signature on ${webhookRefusedAt.toISOString()}, and none was accepted since. If its ` +
      `secret was rolled in ${displayName}'s dashboard, every webhook is refused from then on.`,
    whatToDo: repair,
  };
}

/** Why there is no endpoint, or why it could not be brought up to date. */
function problemOf(row: PaymentConfig, byHand: string): Wrong | undefined {
  const { isActive, webhookEndpointId, webhookSecretEncrypted } = row;
  const problem = row.webhookProblem as { code: string; message: string } | null;
  if (problem !== null) {
    const remedy = isActive ? (remedies[problem.code] ?? '') : 'Configure it again.';
    const whatToDo = webhookEndpointId !== null || !isActive ? remedy : `${remedy} Or: ${byHand}`.trim();
    return { reason: problem.message, whatToDo };
  }
  if (!isActive) return { reason: 'The provider is disconnected.', whatToDo: 'Configure it again.' };
  if (webhookEndpointId !== null || webhookSecretEncrypted !== null) return undefined;
  return { reason: 'No webhook endpoint is set up.', whatToDo: byHand };
}
