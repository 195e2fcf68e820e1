import { randomStream, seedOf } from '../generate/seed.ts';
import type { MutateSpec, MutationCounts } from './mutate-spec.ts';

/** What of an account can change at random, by names of entities. */
export interface Changeable {
  readonly kinds: readonly string[];
  /** Those that change unless the spec names others. */
  readonly usual: readonly string[];
  /** Creates one, or what it needs first; returns the name of the entity of which one was created. */
  create(kind: string): string;
  /** False if no object can be updated or deleted. */
  update(kind: string): boolean;
  delete(kind: string): boolean;
}

type Action = 'create' | 'update' | 'delete';

const WEIGHTS: Record<Action, number> = { create: 2, update: 7, delete: 1 };

export type ChangesSpec = Omit<MutateSpec, 'count'>;

/** Makes one random change after the other: a function of the seed and of what is there. */
export class RandomChanges {
  readonly counts: MutationCounts = { created: 0, updated: 0, deleted: 0, byKind: {} };
  readonly #of: Changeable;
  readonly #spec: ChangesSpec;
  readonly #random: () => number;
  readonly #kinds: readonly string[];

  /** `changeable` draws all of its randomness from what it is given. */
  constructor(spec: ChangesSpec, changeable: (random: () => number) => Changeable) {
    this.#random = randomStream(seedOf(spec.seed ?? 1));
    this.#of = changeable(this.#random);
    this.#spec = spec;
    const { kinds, usual } = this.#of;
    const unknown = spec.kinds?.find((kind) => !kinds.includes(kind));
    if (unknown) throw new Error(`There are no ${unknown} to mutate; there are ${kinds.join(', ')}.`);
    this.#kinds = spec.kinds ?? usual;
    for (const name of this.#kinds) this.counts.byKind[name] = 0;
  }

  next(): void {
    const kind = this.#kinds[Math.floor(this.#random() * this.#kinds.length)]!;
    const action = this.#action();
    if (action === 'update' && this.#of.update(kind)) this.#count(kind, 'updated');
    else if (action === 'delete' && this.#of.delete(kind)) this.#count(kind, 'deleted');
    else this.#count(this.#of.create(kind), 'created');
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
}
