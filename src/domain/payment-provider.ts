/** Every provider, by its name on the wire. The registry has a line for each (`src/providers/registry.ts`). */
export const paymentProviders = ['stripe', 'chargebee'] as const;
export type PaymentProvider = (typeof paymentProviders)[number];

export const isPaymentProvider = (text: string): text is PaymentProvider =>
  (paymentProviders as readonly string[]).includes(text);
