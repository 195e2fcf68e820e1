import { z } from 'zod';
import type { Connection } from '../../domain/connection.ts';
import { SyncError } from '../../domain/sync-error.ts';
import type { Sealer } from '../../security/keyring.ts';

/** One of the secrets with which a connection's webhooks may be signed. */
export interface WebhookSecret {
  readonly secret: string;
  /** The endpoint that this service created; null for one that was set up by hand. */
  readonly endpointId: string | null;
  /** Milliseconds since 1970; null until another secret replaces it. */
  readonly validUntil: number | null;
}

/** How long a replaced secret stays valid: a day, as providers allow when a secret is rolled. */
export const graceMs = 24 * 3_600_000;

/** What becomes of secrets that are replaced: they stay valid for the grace period, or end now because one may be stolen. */
export const oldSecretsOptions = ['keep', 'end'] as const;
export type OldSecrets = (typeof oldSecretsOptions)[number];

/** Each is tried with every webhook. */
const maxByHand = 4;

const stored = z.array(
  z.object({ secret: z.string(), endpointId: z.string().nullable(), validUntil: z.number().nullable() }),
);

const context = ({ workspaceId, provider }: Connection) =>
  ({ workspaceId, provider, purpose: 'webhook_secret' }) as const;

export const sealSecrets = (
  sealer: Sealer,
  connection: Connection,
  secrets: readonly WebhookSecret[],
): Buffer => sealer.seal(JSON.stringify(secrets), context(connection));

/** The newest first. Throws `SyncError('credential_unreadable')`. */
export function openSecrets(sealer: Sealer, connection: Connection, sealed: Buffer | null): WebhookSecret[] {
  if (sealed === null) return [];
  const text = sealer.open(sealed, context(connection));
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    throw new SyncError(
      'credential_unreadable',
      'The stored webhook secrets are not what this release writes.',
    );
  }
}

export const isValid = ({ validUntil }: WebhookSecret, now: number): boolean =>
  validUntil === null || now < validUntil;

/** Without the secrets in their grace period. Those of endpoints stay, ended, until the endpoint is removed at the provider. */
export const endReplaced = (secrets: readonly WebhookSecret[], now: number): WebhookSecret[] =>
  secrets
    .filter(({ endpointId, validUntil }) => validUntil === null || endpointId !== null)
    .map((one) => (one.validUntil === null ? one : { ...one, validUntil: Math.min(one.validUntil, now) }));

/**
 * The new secret before the earlier ones. The secret of an endpoint that this service created replaces all others, which end
 * after the grace period; a secret by hand replaces only those by hand.
 */
export function addSecret(
  secrets: readonly WebhookSecret[],
  { secret, endpointId }: Pick<WebhookSecret, 'secret' | 'endpointId'>,
  now: number,
): WebhookSecret[] {
  const replaces = (other: WebhookSecret) => endpointId !== null || other.endpointId === null;
  const earlier = secrets
    .filter((other) => other.secret !== secret && (other.endpointId !== null || isValid(other, now)))
    .map((other) =>
      replaces(other) && other.validUntil === null ? { ...other, validUntil: now + graceMs } : other,
    );
  const byHand = earlier.filter((other) => other.endpointId === null).slice(0, maxByHand - 1);
  const ofEndpoints = earlier.filter((other) => other.endpointId !== null);
  return [{ secret, endpointId, validUntil: null }, ...ofEndpoints, ...byHand];
}

/** Whether a person set up the webhook: then this service creates no endpoint. */
export const hasSecretByHand = (
  sealer: Sealer,
  connection: Connection,
  row: { readonly webhookEndpointId: string | null; readonly webhookSecretEncrypted: Buffer | null },
): boolean =>
  row.webhookEndpointId === null &&
  openSecrets(sealer, connection, row.webhookSecretEncrypted).some(
    (secret) => secret.endpointId === null && isValid(secret, Date.now()),
  );
