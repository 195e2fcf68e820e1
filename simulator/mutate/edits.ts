import type { Subscription } from '../objects/subscription.ts';
import type { Fields } from '../objects/wire.ts';

/** Patches that change something whatever was there before: `revision` never repeats in an account. */
type Edit = (revision: number) => Fields;

const metadata: Edit = (revision) => ({ metadata: { revision: String(revision) } });

const CUSTOMER: readonly Edit[] = [
  metadata,
  (revision) => ({ name: `Customer ${revision}` }),
  (revision) => ({ email: `customer.${revision}@example.com` }),
  (revision) => ({ phone: `+1555${String(revision).padStart(7, '0')}` }),
  (revision) => ({ address: { line1: `${revision} Changed Street`, city: 'Zürich' } }),
];
const PRODUCT: readonly Edit[] = [
  metadata,
  (revision) => ({ name: `Product ${revision}` }),
  (revision) => ({ description: `Changed ${revision} times, “for good”.` }),
  (revision) => ({ active: revision % 3 > 0, ...metadata(revision) }),
];
const PRICE: readonly Edit[] = [
  metadata,
  (revision) => ({ nickname: `Price ${revision}` }),
  (revision) => ({ active: revision % 3 > 0, ...metadata(revision) }),
];

const oneOf = (edits: readonly Edit[], revision: number, random: () => number) =>
  edits[Math.floor(random() * edits.length)]!(revision);

export const customerEdit = (revision: number, random: () => number) => oneOf(CUSTOMER, revision, random);
export const productEdit = (revision: number, random: () => number) => oneOf(PRODUCT, revision, random);
export const priceEdit = (revision: number, random: () => number) => oneOf(PRICE, revision, random);

/** A change of text, of the first item's quantity, or of whether it ends with its period. */
export function subscriptionEdit(before: Subscription, revision: number, random: () => number): Fields {
  const item = before.items.data[0];
  const edits: Edit[] = [
    metadata,
    () => ({ description: `Changed ${revision}` }),
    () => ({ cancel_at_period_end: !before.cancel_at_period_end }),
  ];
  if (item) edits.push(() => ({ items: [{ id: item.id, quantity: (item.quantity ?? 0) + 1 }] }));
  return oneOf(edits, revision, random);
}
