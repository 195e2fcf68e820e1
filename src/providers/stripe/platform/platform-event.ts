import { SyncError } from '../../../domain/sync-error.ts';
import type { Addressee } from '../../platform-access.ts';

/** The merchant, or the platform, has ended the access to an account. */
export const deauthorized = 'account.application.deauthorized';

interface PlatformEvent {
  readonly type?: unknown;
  readonly account?: unknown;
  readonly livemode?: unknown;
}

/**
 * Whose an event of a Connect endpoint is: https://docs.stripe.com/connect/webhooks. A live endpoint gets the test events of
 * live accounts too, so its mode is the event's. Null: of the platform's own account, which no workspace has by this way.
 */
export function addresseeOf(json: string): Addressee | null {
  let event: PlatformEvent | null;
  try {
    event = JSON.parse(json) as PlatformEvent | null;
  } catch (cause) {
    throw new SyncError('provider_invalid_response', 'This is no Stripe event: it is no JSON.', { cause });
  }
  const { type, account, livemode } = event ?? {};
  if (typeof account !== 'string' || account === '' || typeof livemode !== 'boolean') return null;
  const eventType = String(type);
  return { accountId: account, livemode, eventType, ends: eventType === deauthorized };
}
