import type { EntityType } from '../../domain/entities/entities.ts';
import type { ConnectSession } from '../../db/connect-sessions/connect-sessions.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Credentials } from '../../providers/credentials.ts';
import type { ServiceDeps } from '../deps.ts';

export interface CheckedKey {
  readonly credentials: Credentials;
  /** What it was checked for. */
  readonly entityTypes: readonly EntityType[];
  /** Whether it may read all of these. */
  readonly complete: boolean;
}

/** A key that was checked on a session's page, sealed: the page carries it to the next step without seeing it. */
export function checkedFor(
  { keyring }: Pick<ServiceDeps, 'keyring'>,
  { workspaceId, provider, id }: Pick<ConnectSession, 'workspaceId' | 'provider' | 'id'>,
) {
  const context = { workspaceId, provider, purpose: 'checked_credentials' } as const;
  return {
    seal: (checked: CheckedKey): string =>
      keyring.seal(JSON.stringify({ id, ...checked }), context).toString('base64url'),

    /** Throws `credential_unreadable` if it was sealed for another session, or not here. */
    open(sealed: string): CheckedKey {
      const opened = JSON.parse(keyring.open(Buffer.from(sealed, 'base64url'), context)) as CheckedKey & {
        readonly id: string;
      };
      if (opened.id !== id) {
        throw new SyncError('credential_unreadable', 'The key was checked on another page: paste it again.');
      }
      return opened;
    },
  };
}
