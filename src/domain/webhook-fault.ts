/** What can be wrong with a webhook endpoint that a provider has, or had. */
export const webhookFaults = [
  /** The provider has none: it was deleted there. */
  'endpoint_missing',
  'endpoint_disabled',
  /** It delivers to another address than this installation's. */
  'endpoint_elsewhere',
  /** It is not enabled for all needed events. */
  'endpoint_events',
  /** It renders events in another API version, so that each of them has to be fetched. */
  'endpoint_version',
  /** Its secret is not known here any more: webhooks are refused for their signature, and none is accepted. */
  'signatures_refused',
] as const;
export type WebhookFaultCode = (typeof webhookFaults)[number];

export const isWebhookFault = (code: string): code is WebhookFaultCode =>
  (webhookFaults as readonly string[]).includes(code);

/** `message` is for people. */
export interface WebhookFault {
  readonly code: WebhookFaultCode;
  readonly message: string;
}

/** Whether events are lost by it: those in another version come all the same. */
export const losesEvents = ({ code }: WebhookFault): boolean => code !== 'endpoint_version';
