import type { z } from 'zod';
import { SyncError } from '../domain/sync-error.ts';

/** What a workspace gives to connect its account, by the names of the API's fields. */
export type Credentials = Readonly<Record<string, string>>;

/** All credentials are text; each field's description stands in the API's document. */
export type CredentialsSchema = z.ZodObject<Record<string, z.ZodType<string, string>>>;

/** Stored credentials as their provider's schema has them. Throws `credential_unreadable`, which shows no value. */
export function parseCredentials<Schema extends CredentialsSchema>(
  schema: Schema,
  credentials: unknown,
): z.infer<Schema> {
  const { success, data } = schema.safeParse(credentials);
  if (success) return data;
  throw new SyncError('credential_unreadable', 'The stored credentials lack a field of this provider.');
}
