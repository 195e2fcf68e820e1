import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { components } from './api-types.ts';

/** What the service tells an endpoint. A newer service may have types that this client does not know. */
export interface WebhookMessage {
  readonly type: components['schemas']['Delivery']['type'];
  /** When it happened. Order is not promised: compare it. */
  readonly timestamp: string;
  /** Ids and counts. `workspace_id` is null for what concerns the platform's own endpoints. */
  readonly data: { readonly workspace_id: string | null } & Readonly<Record<string, unknown>>;
}

/** The request is not the service's, or is too old: answer 400, and do nothing. */
export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

export interface WebhookRequest {
  /** As it came, before anything parsed it. */
  readonly body: string;
  /** Of `fetch` or of Node's servers. */
  readonly headers: Headers | Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * The message of a request to a webhook endpoint, once its signature is verified by the endpoint's secret, or by one of
 * several. Throws `WebhookRefused`. A message can come twice: its id is the header `webhook-id`.
 */
export function verifyWebhook(
  secrets: string | readonly string[],
  { body, headers }: WebhookRequest,
): WebhookMessage {
  const given = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headerOf(headers, name)]),
  );
  let reason = 'no secret was given';
  for (const secret of [secrets].flat()) {
    try {
      return new Webhook(secret).verify(body, given) as WebhookMessage;
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error;
      reason = error.message;
    }
  }
  throw new WebhookRefused(`The webhook is not genuine: ${reason}.`);
}

function headerOf(headers: WebhookRequest['headers'], name: string): string {
  const value = headers instanceof Headers ? headers.get(name) : headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
