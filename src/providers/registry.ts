import type { PaymentProvider } from '../domain/entity.ts';
import type { Provider } from './provider.ts';

/** The providers that this process can reach. */
export type ProviderRegistry = Readonly<Record<PaymentProvider, Provider>>;
