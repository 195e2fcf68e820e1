import { randomStream, seedOf } from '../../core/generate/seed.ts';
import { pick } from '../../core/store/pick.ts';
import type { AccountEntity, StripeAccount } from '../account/account.ts';
import type { Draft } from '../entity/mutations.ts';
import { Resource } from '../entity/resource.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { MutateSpec, MutationCounts } from './mutate-spec.ts';

type Action = 'create' | 'update' | 'delete';

const WEIGHTS: Record<Action, number> = { create: 2, update: 7, delete: 1 };

/** Makes one random change after the other: counters and texts come from the revision, everything else from the seed. */
export class Mutator {
  readonly counts: MutationCounts = { created: 0, updated: 0, deleted: 0, byKind: {} };
  readonly #account: StripeAccount;
  readonly #spec: Omit<MutateSpec, 'count'>;
  readonly #random: () => number;
  readonly #kinds: readonly string[];

  constructor(account: StripeAccount, spec: Omit<MutateSpec, 'count'>) {
    const mutable = [...account.entities.values()].filter(({ entity }) => entity.mutations);
    const names = mutable.map(({ entity }) => entity.name);
    const unknown = spec.kinds?.find((kind) => !names.includes(kind));
    if (unknown) throw new Error(`There are no ${unknown} to mutate; there are ${names.join(', ')}.`);
    this.#account = account;
    this.#spec = spec;
    this.#random = randomStream(seedOf(spec.seed ?? 1));
    const asked = mutable.filter(({ entity, context }) => entity.name in context.world.spec.sizes);
    this.#kinds = spec.kinds ?? (asked.length > 0 ? asked.map(({ entity }) => entity.name) : names);
    for (const name of this.#kinds) this.counts.byKind[name] = 0;
  }

  next(): void {
    const kind = this.#kinds[Math.floor(this.#random() * this.#kinds.length)]!;
    const action = this.#action();
    if (action === 'update' && this.#update(kind)) this.#count(kind, 'updated');
    else if (action === 'delete' && this.#delete(kind)) this.#count(kind, 'deleted');
    else this.#count(this.#create(kind), 'created');
  }

  #count(kind: string, what: 'created' | 'updated' | 'deleted'): void {
    this.counts[what]++;
    this.counts.byKind[kind] = (this.counts.byKind[kind] ?? 0) + 1;
  }

  #action(): Action {
    const weights = { ...WEIGHTS, ...this.#spec.weights };
    const draw = this.#random() * (weights.create + weights.update + weights.delete);
    if (draw < weights.create) return 'create';
    return draw < weights.create + weights.update ? 'update' : 'delete';
  }

  /** Creates one, or what it needs first: a subscription its customer and price, a price its product. */
  #create(kind: string, neededBy?: string): string {
    const { mutations, draft } = this.#draft(kind, neededBy);
    return mutations.create(draft);
  }

  #update(kind: string): boolean {
    const { mutations, draft } = this.#draft(kind);
    const id = mutations.pickToUpdate(draft);
    if (id === undefined) return false;
    draft.resource.update(id, mutations.edit(draft, id), draft.options);
    return true;
  }

  #delete(kind: string): boolean {
    const { mutations, draft } = this.#draft(kind);
    const id = mutations.pickToDelete(draft);
    if (id === undefined) return false;
    draft.resource.delete(id, draft.options);
    return true;
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
