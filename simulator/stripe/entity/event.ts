import { fieldsOf, isHash, type Fields } from '../../core/json.ts';
import type { StripeObject } from '../wire/wire.ts';

export interface StripeEvent extends StripeObject {
  object: 'event';
  api_version: string;
  data: { object: Fields; previous_attributes?: Fields };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
  /** The connected account whose event it is, in deliveries to its platform. */
  account?: string;
  context?: string;
}

/** A list is replaced as a whole, even if one element changed. */
const isMergeable = (value: unknown): value is Fields => isHash(value) && value['object'] !== 'list';

const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * Stripe's `previous_attributes`: of each changed field the old value, of a changed hash only its changed keys
 * (null for a key that is new), of a list the whole old list. Undefined when nothing changed.
 */
export function previousAttributes(before: object, after: object): Fields | undefined {
  const old = fieldsOf(before);
  const now = fieldsOf(after);
  const changed: Fields = {};
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [was, is] = [old[key], now[key]];
    if (equal(was, is)) continue;
    changed[key] = isMergeable(was) && isMergeable(is) ? previousAttributes(was, is) : (was ?? null);
  }
  return Object.keys(changed).length > 0 ? changed : undefined;
}
