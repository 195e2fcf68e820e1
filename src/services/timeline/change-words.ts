import { isUuid } from '../../domain/ids.ts';
import { isPaymentProvider } from '../../domain/payment-provider.ts';

/** What was changed, for people. An action without words here is said by its name. */
export const changeWords: Readonly<Record<string, string>> = {
  'workspace.created': 'The workspace was created',
  'workspace.deleted': 'The workspace was deleted',
  'workspace.limits_changed': 'The limits of its API keys were changed',
  'workspace.quotas_changed': 'Its quotas were changed',
  'workspace.data_key_rewrapped': 'Its data key was wrapped by a new encryption key',
  'workspace.data_key_destroyed': 'Its data key was destroyed',
  'workspace.purged': 'Its rows were purged',
  'payment_provider.configured': 'An account was connected',
  'payment_provider.changed': 'The connection’s settings were changed',
  'payment_provider.disconnected': 'The account was disconnected',
  'payment_provider.webhook_created': 'A webhook endpoint was made at the provider',
  'payment_provider.webhook_repaired': 'The webhook endpoint at the provider was repaired',
  'payment_provider.credentials_resealed': 'The credentials were sealed by a new encryption key',
  'sync.started': 'A sync was started',
  'sync.cancelled': 'A sync was cancelled',
  'sync_schedule.set': 'The schedule was set',
  'sync_schedule.deleted': 'The schedule was deleted',
  'api_key.created': 'An API key was created',
  'api_key.revoked': 'An API key was revoked',
  'conflict.resolved': 'A conflict was decided',
  'webhook_event.replayed': 'A quarantined event was replayed',
  'webhook_endpoint.created': 'An outgoing webhook was added',
  'webhook_endpoint.changed': 'An outgoing webhook was changed',
  'webhook_endpoint.disabled': 'An outgoing webhook was switched off: its receiver did not answer for days',
  'webhook_endpoint.deleted': 'An outgoing webhook was deleted',
  'webhook_endpoint.replayed': 'Outgoing webhooks were sent again',
  'webhook_endpoint.secret_rotated': 'The secret of an outgoing webhook was rotated',
  'webhook_endpoint.secrets_resealed': 'Secrets of outgoing webhooks were sealed by a new encryption key',
  'connect_session.created': 'A link for the merchant was made',
  'connect_session.ended': 'A link for the merchant was ended',
  'connect_session.opened': 'The merchant opened the link',
  'connect_session.entities_chosen': 'The merchant chose what is copied',
  'connect_session.key_checked': 'The merchant’s key was checked',
  'connect_session.consent_asked': 'The merchant was sent to the provider, to consent',
  'connect_session.sync_started': 'The merchant started a sync',
  'request.refused': 'A request was refused: the caller may not do it',
};

/** One sentence. What it was done to is named, unless only a program knows it by its id. */
export function changeInWords(action: string, target: string): string {
  const said = changeWords[action] ?? action.replace('.', ': ').replaceAll('_', ' ');
  const id = isPaymentProvider(target) ? '' : target.replace(/^[a-z]+:/, '');
  return id === '' || isUuid(id) ? `${said}.` : `${said} (${id}).`;
}
