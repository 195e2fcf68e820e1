import type { ProviderUnderTest } from './provider-under-test.ts';
import { chargebeeUnderTest } from './providers/chargebee-under-test.ts';
import { stripeUnderTest } from './providers/stripe-under-test.ts';

/** Every provider that the conformance suite tries, by its name on the wire. */
export const providersUnderTest: Readonly<Record<string, ProviderUnderTest>> = {
  stripe: stripeUnderTest,
  chargebee: chargebeeUnderTest,
};
