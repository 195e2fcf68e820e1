import type { z } from 'zod';
import type { ValuesOf, Variables } from '../environment/variable.ts';
import type { CredentialsSchema } from './credentials.ts';
import type { Provider } from './provider.ts';

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
