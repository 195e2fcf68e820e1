import { paymentProviders, type PaymentProvider } from '../domain/payment-provider.ts';
import type { ValuesOf } from '../environment/variable.ts';
import type { Provider } from './provider.ts';
import type { ProviderDefinition } from './provider-definition.ts';
import { chargebee } from './chargebee/chargebee-provider.ts';
import { stripe } from './stripe/stripe-provider.ts';

/** Every provider. A name of `paymentProviders` without a line here does not compile, nor a line without a name. */
export const registry = { stripe, chargebee } satisfies Record<PaymentProvider, ProviderDefinition>;

/** The values of each provider's variables. */
export type ProviderSettings = {
  readonly [Name in PaymentProvider]: ValuesOf<(typeof registry)[Name]['config']>;
};

/** The providers as this process reaches them. */
export type Providers = Readonly<Record<PaymentProvider, Provider>>;

export const openProviders = (settings: ProviderSettings): Providers => {
  const definitions: Record<PaymentProvider, ProviderDefinition> = registry;
  const opened = paymentProviders.map((name) => [name, definitions[name].open(settings[name])]);
  return Object.fromEntries(opened) as Record<PaymentProvider, Provider>;
};
