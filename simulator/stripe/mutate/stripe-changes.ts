import type { Changeable, ChangesSpec } from '../../core/mutate/random-changes.ts';
import { pick } from '../../core/store/pick.ts';
import type { AccountEntity } from '../entity/account-entity.ts';
import type { Draft } from '../entity/mutations.ts';
import { Resource } from '../entity/resource.ts';
import type { StripeObject } from '../wire/wire.ts';

/** An account as far as its objects change. */
interface ChangingAccount {
  readonly id: string;
  readonly entities: ReadonlyMap<string, AccountEntity>;
  nextRevision(): number;
}

/** Changes that Stripe would allow: counters and texts come from the revision, everything else from `random`. */
export class StripeChanges implements Changeable {
  readonly kinds: readonly string[];
  readonly usual: readonly string[];
  readonly #account: ChangingAccount;
  readonly #spec: ChangesSpec;
  readonly #random: () => number;

  constructor(account: ChangingAccount, spec: ChangesSpec, random: () => number) {
    const mutable = [...account.entities.values()].filter(({ entity }) => entity.mutations);
    const asked = mutable.filter(({ entity, context }) => entity.name in context.world.spec.sizes);
    this.kinds = mutable.map(({ entity }) => entity.name);
    this.usual = asked.length > 0 ? asked.map(({ entity }) => entity.name) : this.kinds;
    this.#account = account;
    this.#spec = spec;
    this.#random = random;
  }

  create(kind: string): string {
    return this.#create(kind);
  }

  update(kind: string): boolean {
    const { mutations, draft } = this.#draft(kind);
    const id = mutations.pickToUpdate(draft);
    if (id === undefined) return false;
    draft.resource.update(id, mutations.edit(draft, id), draft.options);
    return true;
  }

  delete(kind: string): boolean {
    const { mutations, draft } = this.#draft(kind);
    const id = mutations.pickToDelete(draft);
    if (id === undefined) return false;
    draft.resource.delete(id, draft.options);
    return true;
  }

  /** Creates one, or what it needs first: a subscription its customer and price, a price its product. */
  #create(kind: string, neededBy?: string): string {
    const { mutations, draft } = this.#draft(kind, neededBy);
    return mutations.create(draft);
  }

  #draft(kind: string, neededBy?: string) {
    const { entity, resource, context } = this.#entity(kind);
    const { mutations } = entity;
    if (!mutations || !(resource instanceof Resource)) throw new Error(`There are no ${kind} to mutate.`);
    const random = this.#random;
    const draft: Draft<Resource<StripeObject>> = {
      resource,
      context,
      revision: this.#account.nextRevision(),
      random,
      options: { silent: this.#spec.silent ?? false },
      embeddedPrices: this.#spec.embeddedPrices ?? false,
      neededBy,
      pick: ({ collection }, fits) => pick(collection, random, fits),
      createInstead: (other) => this.#create(other, kind),
    };
    return { mutations, draft };
  }

  #entity(kind: string): AccountEntity {
    const found = this.#account.entities.get(kind);
    if (!found) throw new Error(`Account ${this.#account.id} has no ${kind}.`);
    return found;
  }
}
