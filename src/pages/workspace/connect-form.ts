import { html } from 'hono/html';
import { paymentProviders, type PaymentProvider } from '../../domain/payment-provider.ts';
import type { ProviderDefinition } from '../../providers/provider-definition.ts';
import { registry } from '../../providers/registry.ts';
import { field, submit } from '../components/form.ts';
import { section } from '../components/section.ts';
import type { Markup } from '../markup.ts';

const definitions: Record<PaymentProvider, ProviderDefinition> = registry;

/** `api_key` as `API key`. */
const labelOf = (name: string): string => {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\bapi\b/, 'API')
    .replace(/\bid\b/, 'id');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** The fields of a provider's credentials, whatever it needs. */
export const credentialFields = (provider: PaymentProvider): Markup[] => {
  const { shape } = definitions[provider].credentials;
  return Object.entries(shape).map(([name, schema]) =>
    field({
      name,
      label: labelOf(name),
      type: 'password',
      required: !schema.safeParse(undefined).success,
      maxLength: 500,
      ...(schema.description !== undefined && { hint: schema.description }),
    }),
  );
};

/** For a workspace without a connection. */
export const connectSections = (home: string, nameOf: (provider: PaymentProvider) => string): Markup[] =>
  paymentProviders.map((provider) =>
    section({
      title: `Connect ${nameOf(provider)}`,
      about:
        'The key is tried first, then stored encrypted, and a webhook endpoint is made. A restricted key with reading permissions is enough (docs/security.md).',
      body: html`<form method="post" action="${home}/${provider}/connect" class="form">
        ${credentialFields(provider)} ${submit('Connect')}
      </form>`,
    }),
  );
