import type { z } from 'zod';
import type { ValuesOf, Variables } from '../environment/variable.ts';
import type { CredentialsSchema } from './credentials.ts';
import type { Provider } from './provider.ts';

/** A provider before it is opened: the parts that do not depend on its settings. */
export interface ProviderDefinition<
  Schema extends CredentialsSchema = CredentialsSchema,
  V extends Variables = Variables,
> {
  readonly credentials: Schema;
  /** For people to recognise the credentials by; it must not open the account. */
  credentialsHint(credentials: z.infer<Schema>): string;
  /** The environment that it reads. */
  readonly config: V;
  open(settings: ValuesOf<V>): Provider;
}
