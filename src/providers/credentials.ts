import type { z } from 'zod';
import { SyncError } from '../domain/sync-error.ts';
import type { CredentialsSchema } from './provider-definition.ts';

/** Stored credentials as their provider's schema has them. Throws `credential_unreadable`, which shows no value. */
export function parseCredentials<Schema extends CredentialsSchema>(
  schema: Schema,
  credentials: unknown,
): z.infer<Schema> {
  const { success, data } = schema.safeParse(credentials);
  if (success) return data;
  throw new SyncError('credential_unreadable', 'The stored credentials lack a field of this provider.');
}
