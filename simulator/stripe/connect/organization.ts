import type { StripeAccount } from '../account/account.ts';
import { makeKey, type ApiKey, type KeySpec } from '../wire/key-ring.ts';

export interface OrganizationSpec {
  /** `sk_org_…` */
  readonly keys: readonly (string | KeySpec)[];
  readonly accounts: readonly StripeAccount[];
}

/** Several accounts of one business: each of its keys opens all of them, one a request, by `Stripe-Context`. */
export class Organization {
  readonly keys: ReadonlyMap<string, ApiKey>;
  readonly accounts: ReadonlyMap<string, StripeAccount>;

  constructor({ keys, accounts }: OrganizationSpec) {
    this.keys = new Map(keys.map(makeKey).map((key) => [key.key, key]));
    this.accounts = new Map(accounts.map((account) => [account.id, account]));
  }
}
