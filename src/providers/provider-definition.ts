import type { z } from 'zod';
import type { ValuesOf, Variables } from '../environment/variable.ts';
import type { Provider } from './provider.ts';

/** What a workspace gives to connect its account, by the names of the API's fields. */
export type Credentials = Readonly<Record<string, string>>;

/** All credentials are text; each field's description stands in the API's document. */
export type CredentialsSchema = z.ZodObject<Record<string, z.ZodType<string, string>>>;

/** A provider before it is opened: what has to be known of it without its settings. */
export interface ProviderDefinition<
  Schema extends CredentialsSchema = CredentialsSchema,
  V extends Variables = Variables,
> {
  readonly credentials: Schema;
  /** By which a person can tell which credentials they are; nothing that opens the account. */
  credentialsHint(credentials: z.infer<Schema>): string;
  /** The environment that it reads. */
  readonly config: V;
  open(settings: ValuesOf<V>): Provider;
}
