import { createHmac, randomBytes } from 'node:crypto';
import type { WorkspaceId } from '../domain/ids.ts';
import type { Sealer } from './keyring.ts';

/** A secret with which webhooks to a receiver are signed. */
interface SigningSecret {
  readonly secret: string;
  /** Milliseconds since 1970; null until another replaces it. */
  readonly validUntil: number | null;
}

const prefix = 'whsec_';
/** As long as the hash's output: standardwebhooks.com asks for 24 to 64. */
const secretBytes = 32;
/** Each signs every webhook. */
const maxValid = 5;

const context = (workspaceId: WorkspaceId) => ({ workspaceId, purpose: 'signing_secrets' }) as const;

/** `whsec_…`, as https://www.standardwebhooks.com has it. */
export const newSigningSecret = (): string => `${prefix}${randomBytes(secretBytes).toString('base64')}`;

/**
 * Seals the receiver's new secret with the earlier ones of `sealed`: all but the new one end after `overlapMs`, or earlier if
 * they were to.
 */
export function sealSigningSecret(
  sealer: Sealer,
  owner: WorkspaceId,
  secret: string,
  { sealed, overlapMs, now }: { sealed: Buffer | null; overlapMs: number; now: number },
): Buffer {
  const ends = now + overlapMs;
  const earlier = open(sealer, owner, sealed)
    .map((one) => ({ ...one, validUntil: Math.min(one.validUntil ?? ends, ends) }))
    .filter(({ validUntil }) => validUntil > now)
    .slice(0, maxValid - 1);
  return sealer.seal(JSON.stringify([{ secret, validUntil: null }, ...earlier]), context(owner));
}

/** Throws `SyncError('credential_unreadable')`. */
function open(sealer: Sealer, owner: WorkspaceId, sealed: Buffer | null): SigningSecret[] {
  return sealed === null ? [] : (JSON.parse(sealer.open(sealed, context(owner))) as SigningSecret[]);
}

export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** Signs messages to one receiver with every secret that is valid. The secrets stay in here. */
export function signerOf(
  sealer: Sealer,
  owner: WorkspaceId,
  sealed: Buffer,
  now: number,
): (message: SignedMessage) => string {
  const keys = open(sealer, owner, sealed)
    .filter(({ validUntil }) => validUntil === null || validUntil > now)
    .map(({ secret }) => Buffer.from(secret.slice(prefix.length), 'base64'));
  return ({ id, timestamp, body }) =>
    keys
      .map((key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`)
      .join(' ');
}
