import type { Fields } from '../../core/json.ts';

/** An event on the wire: https://apidocs.chargebee.com/docs/api/events. One may be about several objects. */
export interface ChargebeeEvent {
  id: string;
  occurred_at: number;
  source: string;
  user: string;
  object: 'event';
  api_version: 'v1' | 'v2';
  event_type: string;
  content: Fields;
  webhook_status: 'not_configured' | 'scheduled';
  webhooks: { id: string; webhook_status: string; object: 'webhook' }[];
}
