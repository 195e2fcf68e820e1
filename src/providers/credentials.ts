import type { z } from 'zod';
import { SyncError } from '../domain/sync-error.ts';

/** The credentials of a workspace's account, by the names of the API's fields. */
export type Credentials = Readonly<Record<string, string>>;

/** All credentials are text; the API's document shows each field's description. */
export type CredentialsSchema = z.ZodObject<
  Record<string, z.ZodType<string | undefined, string | undefined>>
>;

/** Credentials as a schema has read them: without the fields that were not given. */
export const givenFields = (fields: Readonly<Record<string, string | undefined>>): Credentials =>
  Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );

/** Stored credentials by their provider's schema. Throws `credential_unreadable`, which shows no value. */
export function parseCredentials<Schema extends z.ZodType>(
  schema: Schema,
  credentials: unknown,
): z.infer<Schema> {
  const { success, data } = schema.safeParse(credentials);
  if (success) return data;
  throw new SyncError('credential_unreadable', 'The stored credentials lack a field of this provider.');
}
