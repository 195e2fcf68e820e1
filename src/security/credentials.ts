import type { Connection } from '../domain/connection.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { Sealer } from './keyring.ts';

const context = ({ workspaceId, provider }: Connection) =>
  ({ workspaceId, provider, purpose: 'credentials' }) as const;

/** A connection's credentials, whatever fields its provider has, as one sealed value. */
export const sealCredentials = (
  sealer: Sealer,
  connection: Connection,
  credentials: Readonly<Record<string, string>>,
): Buffer => sealer.seal(JSON.stringify(credentials), context(connection));

/**
 * Throws `SyncError`: `provider_not_configured` if they were destroyed when the provider was disconnected,
 * `credential_unreadable`.
 */
export function openCredentials(
  sealer: Sealer,
  connection: Connection,
  sealed: Buffer | null,
): Record<string, string> {
  if (sealed === null) {
    throw new SyncError(
      'provider_not_configured',
      'The credentials were destroyed when the provider was disconnected: give new ones.',
    );
  }
  return JSON.parse(sealer.open(sealed, context(connection))) as Record<string, string>;
}
