import { z } from '@hono/zod-openapi';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import { givenFields, type Credentials } from '../../providers/credentials.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { registry } from '../../providers/registry.ts';
import { fieldProblems, invalid } from '../api-error.ts';

const definitions: Record<PaymentProvider, ProviderDefinition> = registry;

/**
 * A body with `settings` and the fields of a provider's credentials: of any provider, since a body's schema cannot see the
 * path. `credentialsOf` then asks for those of the path's provider.
 */
export function withCredentials<Settings extends z.ZodRawShape>(
  settings: Settings,
  { optional = false } = {},
): z.ZodType<z.infer<z.ZodObject<Settings>>> {
  const bodies = paymentProviders.map((name) => {
    const { credentials } = definitions[name];
    // Without the checks of the whole: they are for `credentialsOf`.
    const fields = z.strictObject(credentials.shape);
    return z.strictObject({ ...(optional ? fields.partial() : fields).shape, ...settings });
  });
  return z.union(bodies) as unknown as z.ZodType<z.infer<z.ZodObject<Settings>>>;
}

const isCredential = (field: string): boolean =>
  paymentProviders.some((name) => Object.hasOwn(definitions[name].credentials.shape, field));

/** The credentials in a body; undefined if it has no field of them. Throws the 400 that names what is wrong with them. */
export function credentialsOf(provider: PaymentProvider, body: object): Credentials | undefined {
  const { credentials } = definitions[provider];
  const foreign = Object.keys(body).filter(
    (field) => !Object.hasOwn(credentials.shape, field) && isCredential(field),
  );
  if (foreign.length > 0)
    throw invalid(
      foreign.map((field) => ({ in: 'body', field, message: `is no field of ${provider}'s credentials` })),
    );
  const given = Object.entries(body).filter(([field]) => Object.hasOwn(credentials.shape, field));
  if (given.length === 0) return undefined;
  const { data, error } = credentials.safeParse(Object.fromEntries(given));
  if (error !== undefined) throw invalid(fieldProblems('body', error.issues));
  return givenFields(data);
}
