/** How the tests read fields of Stripe's objects, without the product's mappings. */
export const instant = (seconds: number | null | undefined) =>
  typeof seconds === 'number' ? new Date(seconds * 1000) : null;

export const id = (reference: string | { id: string } | null | undefined) =>
  typeof reference === 'object' ? (reference?.id ?? null) : (reference ?? null);

export const amount = (value: number | null | undefined) =>
  typeof value === 'number' ? BigInt(value) : null;

export const decimal = (value: number | string | null | undefined) =>
  value === null || value === undefined ? null : String(value);

export const undated = ({ livemode }: { livemode?: boolean }) => ({
  providerCreatedAt: null,
  livemode: livemode ?? null,
});

export const shared = ({ created, livemode }: { created: number; livemode?: boolean }) => ({
  providerCreatedAt: instant(created),
  livemode: livemode ?? null,
});
