import type { WorkspaceId } from '../../domain/ids.ts';
import { createKeyring } from '../keyring.ts';
import type { CredentialKey } from '../credential-keys.ts';
import type { Kms } from './kms.ts';

/** Wraps with the keys of `CREDENTIAL_KEYS`, in this process. */
export function localKms(keys: readonly [CredentialKey, ...CredentialKey[]]): Kms {
  const ring = createKeyring(keys);
  const context = (workspaceId: WorkspaceId) => ({ workspaceId, purpose: 'data_key' }) as const;
  return {
    wrapsWith: ring.sealsWith,
    keyIds: ring.keyIds,
    wrap: async (dataKey, owner) => ring.seal(dataKey.toString('base64'), context(owner)),
    unwrap: async ({ wrapped }, owner) => Buffer.from(ring.open(wrapped, context(owner)), 'base64'),
  };
}
