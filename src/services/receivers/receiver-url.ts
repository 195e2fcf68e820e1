import { SyncError } from '../../domain/sync-error.ts';
import { isPublicAddress, isThisMachine } from '../../providers/public-address.ts';

const refused = (why: string) =>
  new SyncError('webhook_endpoint_refused', `Nothing can be sent to this URL: ${why}.`);

/**
 * Throws `webhook_endpoint_refused` for what can be seen from the URL. Each request checks the addresses that its name has
 * then.
 */
export function assertReceiverUrl(
  text: string,
  { loopbackReceivers }: { readonly loopbackReceivers: boolean },
): void {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('it must begin with https://');
  if (url.username !== '' || url.password !== '') throw refused('it must not contain a user or a password');
  if (loopbackReceivers && isThisMachine(url.hostname)) return;
  if (url.protocol !== 'https:') throw refused('it must begin with https://');
  if (!isPublicAddress(text)) throw refused('its host is not on the public Internet');
}
