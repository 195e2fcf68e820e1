import type { Account } from '../account.ts';
import { randomStream, seedOf } from '../generate/seed.ts';
import type { Price } from '../objects/price.ts';
import { hasEnded } from '../resources/subscriptions.ts';
import { customerEdit, priceEdit, productEdit, subscriptionEdit } from './edits.ts';
import type { MutatedKind, MutateSpec, MutationCounts } from './mutate-spec.ts';
import { pick } from './pick.ts';

type Action = 'create' | 'update' | 'delete';

const KINDS: readonly MutatedKind[] = ['customers', 'products', 'prices', 'subscriptions'];
const WEIGHTS: Record<Action, number> = { create: 2, update: 7, delete: 1 };

/** Makes one random change after the other. Counters and texts come from `revision`, everything else from the seed. */
export class Mutator {
  readonly counts: MutationCounts = {
    created: 0,
    updated: 0,
    deleted: 0,
    byKind: { customers: 0, products: 0, prices: 0, subscriptions: 0 },
  };
  readonly #account: Account;
  readonly #spec: Omit<MutateSpec, 'count'>;
  readonly #random: () => number;
  readonly #revision: () => number;
  readonly #options: { silent: boolean };

  /** `revision` gives a number that no change of this account had before. */
  constructor(account: Account, spec: Omit<MutateSpec, 'count'>, revision: () => number) {
    const known = new Set<string>(KINDS);
    const strange = spec.kinds?.find((kind) => !known.has(kind));
    if (strange) throw new Error(`There are no ${strange} to mutate; there are ${KINDS.join(', ')}.`);
    this.#account = account;
    this.#spec = spec;
    this.#random = randomStream(seedOf(spec.seed ?? 1));
    this.#revision = revision;
    this.#options = { silent: spec.silent ?? false };
  }

  next(): void {
    const kinds = this.#spec.kinds ?? KINDS;
    const kind = kinds[Math.floor(this.#random() * kinds.length)]!;
    const action = this.#action();
    if (action === 'update' && this.#update(kind)) this.#count(kind, 'updated');
    else if (action === 'delete' && this.#delete(kind)) this.#count(kind, 'deleted');
    else this.#count(this.#create(kind), 'created');
  }

  #count(kind: MutatedKind, what: 'created' | 'updated' | 'deleted'): void {
    this.counts[what]++;
    this.counts.byKind[kind]++;
  }

  #action(): Action {
    const weights = { ...WEIGHTS, ...this.#spec.weights };
    const draw = this.#random() * (weights.create + weights.update + weights.delete);
    if (draw < weights.create) return 'create';
    return draw < weights.create + weights.update ? 'update' : 'delete';
  }

  /** Creates one, or what it needs first: a subscription its customer and price, a price its product. */
  #create(kind: MutatedKind): MutatedKind {
    const account = this.#account;
    const revision = this.#revision();
    if (kind === 'customers') {
      account.customers.create(customerEdit(revision, this.#random), this.#options);
      return kind;
    }
    if (kind === 'products') {
      account.products.create({ name: `Product ${revision}` }, this.#options);
      return kind;
    }
    if (kind === 'prices') return this.#createPrice(revision, this.#random() < 0.5);
    const customer = this.#pickCustomer();
    if (customer === undefined) return this.#create('customers');
    const sold = ({ active, recurring }: Price) => active && recurring !== null;
    const price = pick(account.prices.collection, this.#random, sold);
    if (price === undefined) return this.#createPrice(revision, true);
    const items = [{ price, quantity: 1 + Math.floor(this.#random() * 9) }];
    account.subscriptions.create({ customer, items }, this.#options);
    return kind;
  }

  #createPrice(revision: number, recurs: boolean): MutatedKind {
    const product = pick(this.#account.products.collection, this.#random);
    if (product === undefined) return this.#create('products');
    const recurring = recurs && { recurring: { interval: this.#random() < 0.7 ? 'month' : 'year' } };
    const fields = { product, currency: 'usd', unit_amount: 100 + revision, ...recurring };
    this.#account.prices.create(fields, this.#options);
    return 'prices';
  }

  #update(kind: MutatedKind): boolean {
    const account = this.#account;
    const [random, options] = [this.#random, this.#options];
    const id = this.#pickToUpdate(kind);
    if (id === undefined) return false;
    const revision = this.#revision();
    if (kind === 'customers') account.customers.update(id, customerEdit(revision, random), options);
    else if (kind === 'products') account.products.update(id, productEdit(revision, random), options);
    else if (kind === 'prices') account.prices.update(id, priceEdit(revision, random), options);
    else {
      const before = account.subscriptions.retrieve(id);
      account.subscriptions.update(id, subscriptionEdit(before, revision, random), options);
    }
    return true;
  }

  #pickToUpdate(kind: MutatedKind): string | undefined {
    const { products, prices, subscriptions } = this.#account;
    if (kind === 'customers') return this.#pickCustomer();
    if (kind === 'products') return pick(products.collection, this.#random);
    if (kind === 'subscriptions')
      return pick(subscriptions.collection, this.#random, ({ status }) => !hasEnded(status));
    // One-time prices are in no subscription.
    const any = this.#spec.embeddedPrices ?? false;
    return pick(prices.collection, this.#random, ({ recurring }) => any || recurring === null);
  }

  #pickCustomer(): string | undefined {
    return pick(this.#account.customers.collection, this.#random);
  }

  #delete(kind: MutatedKind): boolean {
    const id = this.#pickToDelete(kind);
    if (id === undefined) return false;
    this.#account[kind].delete(id, this.#options);
    return true;
  }

  /** Only what Stripe lets go: products without prices, and (in its dashboard) prices that nothing uses. */
  #pickToDelete(kind: MutatedKind): string | undefined {
    const { products, prices } = this.#account;
    if (kind === 'products')
      return pick(
        products.collection,
        this.#random,
        ({ id, default_price: price }) => price === null && !prices.existFor(id),
      );
    if (kind !== 'prices') return this.#pickToUpdate(kind);
    return pick(prices.collection, this.#random, ({ id, product, recurring }) => {
      if (recurring !== null || typeof product !== 'string') return false;
      return products.find(product)?.default_price !== id;
    });
  }
}
