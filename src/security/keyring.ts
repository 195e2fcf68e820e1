import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Connection } from '../domain/connection.ts';
import { SyncError } from '../domain/sync-error.ts';
import type { CredentialKey } from './credential-keys.ts';
import { envelopeHeader, nonceBytes, packEnvelope, tagBytes, unpackEnvelope } from './envelope.ts';

/** The owner of a stored value, bound to the ciphertext: a row copied to another workspace cannot be opened there. */
interface OfWorkspace extends Pick<Connection, 'workspaceId'>, Partial<Pick<Connection, 'provider'>> {
  readonly purpose:
    | 'credentials'
    | 'webhook_secret'
    | 'answer'
    | 'signing_secrets'
    | 'checked_credentials'
    | 'data_key';
}

/** What a browser keeps for this service. */
interface OfBrowser {
  readonly purpose: 'page_session' | 'sign_in_link' | 'oidc_sign_in';
  readonly workspaceId?: undefined;
  readonly provider?: undefined;
}

export type SealContext = OfWorkspace | OfBrowser;

/** Seals and opens, with whichever key. */
export interface Sealer {
  seal(plaintext: string, context: SealContext): Buffer;
  /** Throws `SyncError('credential_unreadable')`, which names the missing key or says that the bytes do not belong here. */
  open(sealed: Buffer, context: SealContext): string;
}

/**
 * The keys of `CREDENTIAL_KEYS`. They wrap the data keys of workspaces (`kms/local-kms.ts`), and seal what browsers keep for this
 * service.
 */
export interface Keyring extends Sealer {
  /** The id of the key that seals. */
  readonly sealsWith: string;
  readonly keyIds: ReadonlySet<string>;
}

const algorithm = 'aes-256-gcm';

const associatedData = (keyId: string, { workspaceId, provider, purpose }: SealContext): Buffer =>
  Buffer.concat([
    envelopeHeader(keyId),
    Buffer.from(JSON.stringify([workspaceId ?? null, provider ?? null, purpose])),
  ]);

/** AES-256-GCM with a random nonce each time: good for 2^32 values a key (NIST SP 800-38D §8.3). */
export function createKeyring(keys: readonly [CredentialKey, ...CredentialKey[]]): Keyring {
  const [current] = keys;
  const byId = new Map(keys.map(({ id, key }) => [id, key]));
  return {
    sealsWith: current.id,
    keyIds: new Set(byId.keys()),

    seal(plaintext, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, current.key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(associatedData(current.id, context));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return packEnvelope({ keyId: current.id, nonce, tag: cipher.getAuthTag(), ciphertext });
    },

    open(sealed, context) {
      const envelope = unpackEnvelope(sealed);
      if (envelope === undefined) throw unreadable('its bytes are not of the form that this release writes');
      const key = byId.get(envelope.keyId);
      if (key === undefined)
        throw unreadable(`CREDENTIAL_KEYS has no key named ${JSON.stringify(envelope.keyId)}`);
      try {
        const decipher = createDecipheriv(algorithm, key, envelope.nonce, { authTagLength: tagBytes });
        decipher.setAAD(associatedData(envelope.keyId, context));
        decipher.setAuthTag(envelope.tag);
        return Buffer.concat([decipher.update(envelope.ciphertext), decipher.final()]).toString('utf8');
      } catch {
        throw unreadable('it was changed, or sealed with another key or for another workspace');
      }
    },
  };
}

const unreadable = (why: string) =>
  new SyncError('credential_unreadable', `The stored credential cannot be read: ${why}.`);
