import type { Fields } from '../../core/json.ts';
import { Collection } from '../../core/store/collection.ts';
import { merge } from '../wire/merge.ts';
import { alreadyExists, missing, type StripeError } from '../wire/stripe-error.ts';
import type { StripeObject } from '../wire/wire.ts';
import type { NamedResource, ResourceContext } from './context.ts';
import type { MutationOptions } from './event-log.ts';
import { ReadableResource } from './readable-resource.ts';

/** The answer to DELETE. */
export interface Deleted {
  id: string;
  object: string;
  deleted: true;
}

type DeleteListener = (id: string, options: MutationOptions) => void;
type RefusalCheck = (id: string) => StripeError | undefined;

/** An entity's objects in one account: created, changed and deleted with an event each. */
export abstract class Resource<T extends StripeObject> extends ReadableResource<T> implements NamedResource {
  readonly #deleteListeners: DeleteListener[] = [];
  readonly #refusalChecks: RefusalCheck[] = [];

  /** `json` renders generated object `index`. */
  constructor(context: ResourceContext, json?: (index: number) => string) {
    const { ids, timeline } = context.world.of(context.facts.name);
    super(context, new Collection<T>({ codec: ids, timeline, ...(json && { json }) }));
  }

  /** Calls `listener` before an object is deleted, so that another entity can delete its objects that depend on it. */
  beforeDelete(listener: DeleteListener): void {
    this.#deleteListeners.push(listener);
  }

  /** Refuses to delete an object for which `check` has an error, so that another entity can protect the objects it refers to. */
  refuseDelete(check: RefusalCheck): void {
    this.#refusalChecks.push(check);
  }

  /** Why the object cannot be deleted, or undefined if it can. */
  refusal(id: string): StripeError | undefined {
    for (const check of this.#refusalChecks) {
      const refusal = check(id);
      if (refusal) return refusal;
    }
    return undefined;
  }

  create(fields: Fields = {}, options: MutationOptions = {}): T {
    const object = this.build(this.collection.nextId(), fields);
    if (this.collection.has(object.id)) throw alreadyExists(this.facts.noun);
    this.collection.insert(object);
    const shown = this.onWire(object);
    this.record('created', shown, options);
    return structuredClone(shown);
  }

  /** Throws Stripe's 404. An update that changes nothing has no event. */
  update(id: string, patch: Fields, options: MutationOptions = {}): T {
    const before = this.stored(id);
    const after = this.changed(before, patch);
    const shownBefore = this.onWire(before);
    this.collection.replace(after);
    const shown = this.onWire(after);
    this.record('updated', shown, options, shownBefore);
    return structuredClone(shown);
  }

  /** Throws Stripe's 404, or its reason to refuse. */
  delete(id: string, options: MutationOptions = {}): T | Deleted {
    const object = this.stored(id);
    const refusal = this.refusal(id);
    if (refusal) throw refusal;
    for (const listener of this.#deleteListeners) listener(id, options);
    this.collection.remove(id);
    this.record('deleted', this.onWire(object), options);
    return { id, object: this.facts.object, deleted: true };
  }

  /** An id stays an id if there is no such object. */
  expanded(id: string): unknown {
    return this.find(id) ?? id;
  }

  /** A new object of these fields; what is not given is as Stripe creates it. */
  protected abstract build(id: string, fields: Fields): T;

  /** The object after a patch. */
  protected changed(before: T, patch: Fields): T {
    return merge(before, patch);
  }

  /** Remembers what happened as an event. */
  protected record(
    what: 'created' | 'updated' | 'deleted',
    object: T,
    options: MutationOptions,
    before?: T,
  ): void {
    this.context.events.record(`${this.facts.event}.${what}`, object, options, before);
  }

  /** The stored object to change; throws Stripe's 404. */
  protected stored(id: string): T {
    const object = this.collection.get(id);
    if (!object) throw missing(this.facts.noun, id);
    return object;
  }

  /** Fields of every new object. */
  protected base(id: string): { id: string; created: number; livemode: boolean } {
    return { id, created: this.context.clock.seconds(), livemode: this.context.livemode };
  }
}
