import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { workspaceId, type WorkspaceId } from '../domain/ids.ts';

/** A workspace's new API key. `key` is shown once; only `hash` and `hint` are kept. */
export interface IssuedApiKey {
  readonly key: string;
  readonly hash: Buffer;
  /** The key's last four characters, so that a person recognises it. */
  readonly hint: string;
}

export interface PresentedApiKey {
  readonly workspaceId: WorkspaceId;
  readonly hash: Buffer;
}

const pattern = /^wps_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/;

/** 256 random bits need no slow hash: they cannot all be tried. */
const secretBytes = 32;

export const hashApiKey = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();

/** `wps_<workspace's uuid without dashes>_<43 random characters>`: the key itself names its workspace. */
export function issueApiKey(workspace: WorkspaceId): IssuedApiKey {
  const key = `wps_${workspace.replaceAll('-', '')}_${randomBytes(secretBytes).toString('base64url')}`;
  return { key, hash: hashApiKey(key), hint: key.slice(-4) };
}

/** Undefined if the text is not a workspace's key. The whole key is hashed, so its workspace part cannot be replaced. */
export function parseApiKey(text: string): PresentedApiKey | undefined {
  const match = pattern.exec(text);
  return match === null
    ? undefined
    : { workspaceId: workspaceId(match.slice(1).join('-')), hash: hashApiKey(text) };
}

/**
 * Names one connect session's link (`wst_…`), the page that it opened (`wsp_…`) or a consent that it awaits (`wsc_…`). `secret` is shown once; only `hash` is
 * kept.
 */
export function issueToken(prefix: 'wst' | 'wsp' | 'wsc'): {
  readonly secret: string;
  readonly hash: Buffer;
} {
  const secret = `${prefix}_${randomBytes(secretBytes).toString('base64url')}`;
  return { secret, hash: hashApiKey(secret) };
}

/** The hash of such a secret; undefined if the text is none. */
export const parseToken = (prefix: 'wst' | 'wsp', text: string): Buffer | undefined =>
  new RegExp(`^${prefix}_[A-Za-z0-9_-]{43}$`).test(text) ? hashApiKey(text) : undefined;

/** In constant time; false for lengths that differ. */
export const sameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
