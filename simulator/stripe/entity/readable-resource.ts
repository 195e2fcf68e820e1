import { parse } from '../../core/json.ts';
import type { Collection } from '../../core/store/collection.ts';
import { older, type Met } from '../../core/store/walk.ts';
import { missing } from '../wire/stripe-error.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { EntityFacts, ResourceContext } from './context.ts';

/** An entity's objects in one account, as far as they can be read. */
export class ReadableResource<T extends StripeObject> {
  readonly facts: EntityFacts;
  readonly collection: Collection<T>;
  protected readonly context: ResourceContext;
  /** Ids of living objects that lists do not show, though GET does. */
  readonly hidden = new Set<string>();
  readonly #rendered = new WeakMap<T, { version: number; json: string }>();

  constructor(context: ResourceContext, collection: Collection<T>) {
    this.facts = context.facts;
    this.context = context;
    this.collection = collection;
  }

  /** Objects that are not deleted, hidden ones included. */
  get count(): number {
    return this.collection.count;
  }

  /** Id of generated object `index`, 0 being the newest. */
  idAt(index: number): string {
    return this.collection.idAt(index);
  }

  /** The object as GET answers it, or undefined if it never was or is deleted. */
  find(id: string): T | undefined {
    const json = this.json(id);
    return json === undefined ? undefined : parse<T>(json);
  }

  /** The object as GET answers it; throws Stripe's 404, or its 400 if `param` named the object. */
  retrieve(id: string, param?: string): T {
    const object = this.find(id);
    if (!object) throw missing(this.facts.noun, id, param);
    return object;
  }

  /** Every living object as lists show it, newest first, hidden ones included. */
  *all(): Generator<T> {
    for (const met of older(this.collection)) yield parse<T>(this.render(met));
  }

  /** The same with what is shown only if it is asked for: what a complete copy has to equal. */
  *whole(): Generator<T> {
    for (const object of this.all()) yield this.complete(object);
  }

  /** One of them. */
  retrieveWhole(id: string): T {
    return this.complete(this.retrieve(id));
  }

  protected complete(shown: T): T {
    return shown;
  }

  json(id: string): string | undefined {
    const entry = this.collection.entry(id);
    if (entry) return entry.object && this.render({ object: entry.object });
    const index = this.collection.indexOf(id);
    return index === undefined ? undefined : this.render({ index });
  }

  /** JSON of an object met on a walk; kept for as long as the object is. */
  render(met: Met<T>): string {
    if (met.index !== undefined) return this.renderGenerated(met.index);
    const version = this.renderVersion();
    const known = this.#rendered.get(met.object);
    if (known?.version === version) return known.json;
    const json = JSON.stringify(this.onWire(met.object));
    this.#rendered.set(met.object, { version, json });
    return json;
  }

  protected renderGenerated(index: number): string {
    return this.collection.generatedJson(index);
  }

  /** Changes if rendered objects change without being written to. */
  protected renderVersion(): number {
    return 0;
  }

  protected onWire(object: T): T {
    return object;
  }
}
