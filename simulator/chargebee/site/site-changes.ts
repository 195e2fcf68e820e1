import type { Changeable, ChangesSpec } from '../../core/mutate/random-changes.ts';
import type { Fields } from '../../core/json.ts';
import type { ChargebeeObject } from '../resource/entity.ts';
import type { Resource } from '../resource/resource.ts';

/** A site as far as its objects change. */
interface ChangingSite {
  /** Names of entities that it has, and those whose number its spec says. */
  readonly entities: readonly string[];
  readonly generated: readonly string[];
  find(name: string): Resource | undefined;
  nextRevision(): number;
}

/** What an object refers to: it needs one first. */
const NEEDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  subscriptions: { customer_id: 'customers' },
  item_prices: { item_id: 'items' },
  invoices: { customer_id: 'customers' },
  credit_notes: { customer_id: 'customers' },
  transactions: { customer_id: 'customers' },
  payment_sources: { customer_id: 'customers' },
  quotes: { customer_id: 'customers' },
  orders: { customer_id: 'customers' },
  virtual_bank_accounts: { customer_id: 'customers' },
};

/** One in so many deleted ids is used again by a new object. */
const COMES_BACK = 4;

/** Changes that Chargebee would allow: texts come from the revision, everything else from `random`. */
export class SiteChanges implements Changeable {
  readonly kinds: readonly string[];
  readonly usual: readonly string[];
  readonly #site: ChangingSite;
  readonly #spec: ChangesSpec;
  readonly #random: () => number;
  /** Ids of deleted objects whose ids merchants choose, by entity. */
  readonly #gone = new Map<string, string[]>();

  constructor(site: ChangingSite, spec: ChangesSpec, random: () => number) {
    const changes = (name: string) => site.find(name)?.entity.edit !== undefined;
    this.kinds = site.entities.filter(changes);
    const generated = site.generated.filter(changes);
    this.usual = generated.length > 0 ? generated : this.kinds;
    this.#site = site;
    this.#spec = spec;
    this.#random = random;
  }

  create(kind: string): string {
    const resource = this.#resource(kind);
    const revision = this.#site.nextRevision();
    const fields: Fields = {};
    for (const [field, other] of Object.entries(NEEDS[kind] ?? {})) {
      const needed = this.#pick(other);
      if (needed === undefined) return this.create(other);
      fields[field] = needed.id;
    }
    const gone = this.#gone.get(kind) ?? [];
    const old = gone.length > 0 && this.#random() < 1 / COMES_BACK ? gone.pop() : undefined;
    const chosen = resource.entity.id === undefined ? {} : { id: `${resource.entity.object}-r${revision}` };
    const given = { ...fields, ...chosen, ...(old !== undefined && { id: old }) };
    const edit = resource.entity.edit?.(revision, this.#random, given as ChargebeeObject) ?? {};
    resource.create({ ...given, ...withoutNulls(edit) }, this.#options);
    return kind;
  }

  update(kind: string): boolean {
    const object = this.#pick(kind);
    const { entity } = this.#resource(kind);
    if (object === undefined || entity.edit === undefined) return false;
    const patch = entity.edit(this.#site.nextRevision(), this.#random, object);
    this.#resource(kind).update(object.id, patch, this.#options);
    return true;
  }

  delete(kind: string): boolean {
    const object = this.#pick(kind);
    // An item with prices cannot be deleted.
    if (object === undefined || (kind === 'items' && this.#hasPrices(object.id))) return false;
    const after = this.#resource(kind).delete(object.id, this.#options);
    if (after['deleted'] === true) this.#gone.set(kind, [...(this.#gone.get(kind) ?? []), object.id]);
    return true;
  }

  get #options() {
    return { silent: this.#spec.silent ?? false };
  }

  #hasPrices(item: string): boolean {
    return [...this.#resource('item_prices').all()].some(({ item_id: id }) => id === item);
  }

  #pick(kind: string): ChargebeeObject | undefined {
    const living = [...this.#resource(kind).all()];
    return living[Math.floor(this.#random() * living.length)];
  }

  #resource(kind: string): Resource {
    return this.#site.find(kind)!;
  }
}

const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
