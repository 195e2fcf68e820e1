import type { WebhookContract } from './webhook-verification.ts';

/** An event's type as metrics name it: a stranger's endless types are one. */
export const countedEventType = ({ eventTypes }: Pick<WebhookContract, 'eventTypes'>, type: string): string =>
  eventTypes.includes(type) ? type : 'other';
